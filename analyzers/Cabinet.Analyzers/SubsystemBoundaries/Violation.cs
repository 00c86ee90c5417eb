using Microsoft.CodeAnalysis;

namespace Cabinet.Analyzers.SubsystemBoundaries;

/// <summary>Words the diagnostic.</summary>
internal static class Violation
{
    /// <summary>The diagnostic for one type used at one place: whose type it is, and who uses it.</summary>
    public static Diagnostic At(Location location, INamedTypeSymbol type, string owner, string user) =>
        Diagnostic.Create(
            SubsystemBoundaryAnalyzer.Rule,
            location,
            type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            owner,
            user);
}
