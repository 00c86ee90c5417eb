using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Cabinet.Analyzers.Tests;

/// <summary>Compiles snippets against the framework that runs the tests and asks one analyzer about them.</summary>
internal static class InMemoryCompilation
{
    private static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A library made of the sources; fails the test if they don't compile.</summary>
    public static CSharpCompilation Of(IEnumerable<string> sources, params IEnumerable<MetadataReference> references)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Diagnose);
        var compilation = CSharpCompilation.Create(
            "Snippet",
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(
                SourceText.From(source), options, index + ".cs", TestContext.Current.CancellationToken)),
            Framework.AddRange(references),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(
            compilation.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return compilation;
    }

    /// <summary>What the analyzer reports, in the order of the source; fails the test if the analyzer throws.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Diagnose(
        this Compilation compilation, DiagnosticAnalyzer analyzer, params IEnumerable<AdditionalText> additional)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. additional]),
            onAnalyzerException: (exception, _, _) => Assert.Fail(exception.ToString()),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([analyzer], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(each => each.Location.SourceTree?.FilePath).ThenBy(each => each.Location.SourceSpan)];
    }
}
