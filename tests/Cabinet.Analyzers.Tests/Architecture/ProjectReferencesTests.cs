namespace Cabinet.Analyzers.Tests.Architecture;

public sealed class ProjectReferencesTests
{
    private const string DriverPrefix = "Cabinet.Infrastructure.";

    public static TheoryData<string> Drivers =>
    [
        .. Repository.Files("src", ".csproj")
            .Select(Path.GetFileNameWithoutExtension)
            .OfType<string>()
            .Where(name => name.StartsWith(DriverPrefix, StringComparison.Ordinal)),
    ];

    [Fact]
    public void Domain_references_no_project() => Assert.Empty(ProjectFile.Source("Cabinet.Domain").References);

    [Fact]
    public void Application_references_only_Domain() =>
        Assert.Equal(["Cabinet.Domain"], ProjectFile.Source("Cabinet.Application").References);

    [Fact]
    public void Infrastructure_references_only_Application_and_Domain() => Assert.Equal(
        ["Cabinet.Application", "Cabinet.Domain"],
        ProjectFile.Source("Cabinet.Infrastructure").References.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Drivers))]
    public void A_driver_sees_the_ports_and_what_the_SQL_drivers_share_and_no_more(string driver) => Assert.Empty(
        ProjectFile.Source(driver).References
            .Except(["Cabinet.Application", "Cabinet.Domain", DriverPrefix + "Relational"]));

    [Theory]
    [InlineData("Cabinet.Domain")]
    [InlineData("Cabinet.Application")]
    public void Domain_and_Application_use_no_package(string project) =>
        Assert.Empty(ProjectFile.Source(project).Packages);

    [Fact]
    public void What_ships_references_only_what_ships()
    {
        var shipped = Repository.Files("src", ".csproj").Select(ProjectFile.Read).ToList();
        var names = shipped.Select(project => project.Name).ToList();

        Assert.All(shipped, project => Assert.Empty(project.References.Except(names)));
    }

    [Fact]
    public void The_solution_holds_every_project_of_src_analyzers_and_tests()
    {
        var solution = Repository.Read("Cabinet.slnx");

        Assert.All(
            new[] { "src", "analyzers", "tests" }.SelectMany(folder => Repository.Files(folder, ".csproj")),
            path => Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal));
    }
}
