namespace Cabinet.Analyzers.Tests.Architecture;

public sealed class BuildRulesTests
{
    private static readonly string[] ProjectEndings = [".csproj", ".props", ".targets"];

    [Theory]
    [InlineData("TreatWarningsAsErrors", "true")]
    [InlineData("DisableTransitiveProjectReferences", "true")]
    [InlineData("Nullable", "enable")]
    [InlineData("EnforceCodeStyleInBuild", "true")]
    [InlineData("ManagePackageVersionsCentrally", "true")]
    [InlineData("RestorePackagesWithLockFile", "true")]
    public void Every_project_builds_under_the_rule_and_none_takes_it_back(string property, string value)
    {
        Assert.Equal([value], ProjectFile.Read("Directory.Build.props").Values(property));
        Assert.All(Projects(), project => Assert.All(project.Values(property), own => Assert.Equal(value, own)));
    }

    [Theory]
    [InlineData("RunAnalyzers")]
    [InlineData("RunAnalyzersDuringBuild")]
    [InlineData("WarningsNotAsErrors")]
    public void No_project_switches_analyzers_or_errors_off(string property) =>
        Assert.All(Projects(), project => Assert.Empty(project.Values(property)));

    [Theory]
    [InlineData("CA2100", "*.cs")]
    [InlineData("IDE0130", "src/Cabinet.Infrastructure/**.cs")]
    public void The_rule_is_an_error_and_no_section_weakens_it(string rule, string section) => Assert.Equal(
        [(section, "error")],
        EditorConfigSeverities(rule));

    private static IEnumerable<ProjectFile> Projects() =>
        new[] { "src", "analyzers", "tests", "bench", "samples" }
            .SelectMany(folder => Repository.Files(folder, ProjectEndings))
            .Append("Directory.Build.targets")
            .Select(ProjectFile.Read);

    private static IEnumerable<(string Section, string Severity)> EditorConfigSeverities(string rule)
    {
        var section = "";
        var files = Repository.Files(".", ".editorconfig", ".globalconfig");
        foreach (var line in files.SelectMany(file => Repository.Read(file).Split('\n')).Select(line => line.Trim()))
        {
            if (line.StartsWith('['))
            {
                section = line.Trim('[', ']');
            }
            else if (line.Split('=') is [var key, var severity] && key.Trim() == $"dotnet_diagnostic.{rule}.severity")
            {
                yield return (section, severity.Trim());
            }
        }
    }
}
