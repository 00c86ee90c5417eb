using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cabinet.Analyzers.SubsystemBoundaries;

/// <summary>Finds the other subsystems' types that the source names, wherever a name may stand.</summary>
/// <remarks>
/// Documentation is no use of a type, so <c>cref</c> is free. A using directive outside of a namespace belongs to no
/// subsystem; what it brings into scope is reported where it is used.
/// </remarks>
internal static class WrittenUses
{
    /// <summary>Reports the type that one name stands for, if it is another subsystem's.</summary>
    public static void Analyze(SyntaxNodeAnalysisContext context, SubsystemMap map, SubsystemTypeNames names)
    {
        var name = (SimpleNameSyntax)context.Node;
        if (!names.Contains(name.Identifier.ValueText)
            || context.ContainingSymbol is not { } containing
            || map.SubsystemOf(containing) is not { } user
            || name.IsPartOfStructuredTrivia())
        {
            return;
        }

        foreach (var type in NamedTypes(name, context, map))
        {
            if (map.IsForeign(type, user))
            {
                context.ReportDiagnostic(Violation.At(name.GetLocation(), type, map.SubsystemOf(type)!, user));
            }
        }
    }

    // Type arguments are names of their own; only those behind an alias have no other place to be reported at.
    private static ImmutableArray<INamedTypeSymbol> NamedTypes(
        SimpleNameSyntax name, SyntaxNodeAnalysisContext context, SubsystemMap map)
    {
        var model = context.SemanticModel;
        var symbol = model.GetSymbolInfo(name, context.CancellationToken).Symbol;
        // The name of an attribute binds to the constructor.
        var type = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            ? constructor.ContainingType
            : symbol as ITypeSymbol;
        if (type is null)
        {
            return [];
        }

        var isAlias = name is IdentifierNameSyntax identifier
            && model.GetAliasInfo(identifier, context.CancellationToken) is not null;
        return isAlias ? map.Mentions(type)
            : type is INamedTypeSymbol named ? [named.OriginalDefinition]
            : [];
    }
}
