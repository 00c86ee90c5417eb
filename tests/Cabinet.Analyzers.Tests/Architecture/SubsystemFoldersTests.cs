using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cabinet.Analyzers.Tests.Architecture;

public sealed class SubsystemFoldersTests
{
    private const string Project = "src/Cabinet.Infrastructure";

    private static readonly string[] Subsystems =
        ["Persistence", "Queue", "Integrations", "Security", "Observability", "BackgroundTasks"];

    [Fact]
    public void Infrastructure_runs_the_analyzer_of_the_boundaries() =>
        Assert.Contains("Cabinet.Analyzers", ProjectFile.Source("Cabinet.Infrastructure").Analyzers);

    // A subsystem's code in the root namespace would be free of CAB0001.
    [Fact]
    public void Every_file_of_a_subsystem_s_folder_stays_in_its_namespace() =>
        Assert.All(Subsystems, subsystem => Assert.All(
            Repository.Files($"{Project}/{subsystem}", ".cs"),
            path => Assert.All(Namespaces(path), name => Assert.StartsWith(
                $"Cabinet.Infrastructure.{subsystem}.", name + ".", StringComparison.Ordinal))));

    [Fact]
    public void Infrastructure_has_no_other_folders() => Assert.Empty(
        Repository.Files(Project, ".cs")
            .Select(path => path[(Project.Length + 1)..].Split('/'))
            .Where(parts => parts.Length > 1)
            .Select(parts => parts[0])
            .Distinct()
            .Except(Subsystems));

    // SuppressMessage works even on a rule that isn't configurable, so its id has no place in the sources.
    [Fact]
    public void Nothing_suppresses_the_rule() => Assert.DoesNotContain(
        Repository.Files("src", ".cs", ".csproj", ".props", ".targets", ".editorconfig", ".globalconfig"),
        path => Repository.Read(path).Contains("CAB0001", StringComparison.Ordinal));

    private static IEnumerable<string> Namespaces(string path)
    {
        var declarations = CSharpSyntaxTree
            .ParseText(Repository.Read(path), cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken)
            .ChildNodes()
            .OfType<MemberDeclarationSyntax>();
        // A type outside of any namespace is in the global one, which is not the folder's either.
        return declarations.Select(each => (each as BaseNamespaceDeclarationSyntax)?.Name.ToString() ?? "");
    }
}
