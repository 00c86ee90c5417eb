using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Cabinet.Analyzers.SubsystemBoundaries;

/// <summary>Knows which subsystem a symbol lives in, and which subsystems' types a type mentions.</summary>
/// <remarks>Both answers are cached by symbol, so one map serves one compilation.</remarks>
internal sealed class SubsystemMap
{
    private static readonly ImmutableHashSet<string> SubsystemNames = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "Persistence", "Queue", "Integrations", "Security", "Observability", "BackgroundTasks");

    private readonly ConcurrentDictionary<INamespaceSymbol, string?> _subsystems = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<ITypeSymbol, ImmutableArray<INamedTypeSymbol>> _mentions =
        new(SymbolEqualityComparer.Default);

    /// <summary>Whether any of the six namespaces exists below the given global namespace.</summary>
    public static bool HasSubsystems(INamespaceSymbol global) => SubsystemNamespaces(global).Any();

    /// <summary>Those of the six namespaces that exist below the given global namespace.</summary>
    public static IEnumerable<INamespaceSymbol> SubsystemNamespaces(INamespaceSymbol global)
    {
        var infrastructure = Child(Child(global, "Cabinet"), "Infrastructure");
        return infrastructure is null
            ? []
            : infrastructure.GetNamespaceMembers().Where(member => SubsystemNames.Contains(member.Name));
    }

    /// <summary>The subsystem that the symbol is declared in, or null outside of the six.</summary>
    public string? SubsystemOf(ISymbol symbol) =>
        (symbol as INamespaceSymbol ?? symbol.ContainingNamespace) is { } declaring
            ? _subsystems.GetOrAdd(declaring, FindSubsystem)
            : null;

    /// <summary>Whether the symbol is declared in one of the six, and not in the given one.</summary>
    public bool IsForeign(ISymbol symbol, string user) => SubsystemOf(symbol) is { } owner && owner != user;

    /// <summary>
    /// The subsystems' types that the type mentions: itself, its elements, its type arguments and those of the types
    /// around it. Constructed types come as their definitions, so one type is one entry.
    /// </summary>
    public ImmutableArray<INamedTypeSymbol> Mentions(ITypeSymbol type) =>
        type is ITypeParameterSymbol or INamedTypeSymbol { Arity: 0, SpecialType: not SpecialType.None }
            ? []
            : _mentions.GetOrAdd(type, FindMentions);

    private static INamespaceSymbol? Child(INamespaceSymbol? parent, string name) =>
        parent?.GetNamespaceMembers().FirstOrDefault(member => member.Name == name);

    private static string? FindSubsystem(INamespaceSymbol declaring)
    {
        for (var current = declaring; !current.IsGlobalNamespace; current = current.ContainingNamespace)
        {
            if (IsInfrastructure(current.ContainingNamespace))
            {
                return SubsystemNames.Contains(current.Name) ? current.Name : null;
            }
        }

        return null;
    }

    private static bool IsInfrastructure(INamespaceSymbol candidate) =>
        candidate is { Name: "Infrastructure", ContainingNamespace: { Name: "Cabinet", ContainingNamespace: { } root } }
        && root.IsGlobalNamespace;

    private ImmutableArray<INamedTypeSymbol> FindMentions(ITypeSymbol type)
    {
        var found = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        Collect(type, found);
        return found.ToImmutable();
    }

    private void Collect(ITypeSymbol type, ImmutableArray<INamedTypeSymbol>.Builder found)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Collect(array.ElementType, found);
                break;
            case IPointerTypeSymbol pointer:
                Collect(pointer.PointedAtType, found);
                break;
            case IFunctionPointerTypeSymbol { Signature: var signature }:
                Collect(signature.ReturnType, found);
                CollectAll(signature.Parameters.Select(parameter => parameter.Type), found);
                break;
            case INamedTypeSymbol named:
                CollectNamed(named, found);
                break;
        }
    }

    private void CollectAll(IEnumerable<ITypeSymbol> types, ImmutableArray<INamedTypeSymbol>.Builder found)
    {
        foreach (var type in types)
        {
            Collect(type, found);
        }
    }

    private void CollectNamed(INamedTypeSymbol named, ImmutableArray<INamedTypeSymbol>.Builder found)
    {
        var definition = DeclaredType(named);
        if (SubsystemOf(definition) is not null && !found.Contains(definition, SymbolEqualityComparer.Default))
        {
            found.Add(definition);
        }

        for (var current = named; current is not null; current = current.ContainingType)
        {
            CollectAll(current.TypeArguments, found);
        }
    }

    // An extension block has no name of its own: the static class around it is what a reader knows.
    private static INamedTypeSymbol DeclaredType(INamedTypeSymbol named) =>
        (named.IsExtension ? named.ContainingType : named).OriginalDefinition;
}
