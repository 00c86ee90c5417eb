using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cabinet.Analyzers.SubsystemBoundaries;

/// <summary>
/// The identifiers that may name a type of a subsystem. Most identifiers of a program may not, and a look at this set
/// is far cheaper than binding them.
/// </summary>
internal sealed class SubsystemTypeNames
{
    private const string AttributeSuffix = "Attribute";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private SubsystemTypeNames()
    {
    }

    /// <summary>The names of the subsystems' types, their short forms as attributes, and every alias.</summary>
    public static SubsystemTypeNames In(Compilation compilation, CancellationToken cancellationToken)
    {
        var result = new SubsystemTypeNames();
        foreach (var subsystem in SubsystemMap.SubsystemNamespaces(compilation.GlobalNamespace))
        {
            result.AddTypesOf(subsystem);
        }

        foreach (var tree in compilation.SyntaxTrees)
        {
            result.AddAliasesOf(tree.GetRoot(cancellationToken));
        }

        return result;
    }

    /// <summary>Whether the identifier may name a subsystem's type; false is certain, true asks for binding.</summary>
    public bool Contains(string identifier) => _names.Contains(identifier);

    private void AddTypesOf(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { Name: var name })
            {
                _names.Add(name);
                if (name.EndsWith(AttributeSuffix, StringComparison.Ordinal))
                {
                    _names.Add(name.Substring(0, name.Length - AttributeSuffix.Length));
                }
            }

            AddTypesOf(member);
        }
    }

    // What an alias stands for is known only by binding it, so each of them is a candidate.
    private void AddAliasesOf(SyntaxNode root)
    {
        var directives = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>();
        foreach (var directive in directives)
        {
            if (directive.Alias is { Name.Identifier.ValueText: var alias })
            {
                _names.Add(alias);
            }
        }
    }
}
