namespace Cabinet.Crash.Tests;

/// <summary>Where the programs and the samples lie.</summary>
internal static class Repository
{
    /// <summary>The real program.</summary>
    public static string Cabinet => Built("src/Cabinet.Host", "cabinet");

    /// <summary>The program that produces and runs jobs whose steps leave traces.</summary>
    public static string Probe => Built("tests/Cabinet.Crash.Probe", "Cabinet.Crash.Probe");

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The project's own samples, and the shared pages and photographs where they are there.</summary>
    public static IEnumerable<string> SampleFolders => new[]
    {
        Path.Combine(Root, "samples", "input"),
        Path.Combine(Root, "..", "shared", "samples", "pages"),
        Path.Combine(Root, "..", "shared", "samples", "photos"),
    }.Where(Directory.Exists);

    // Both were built together with these tests, so they lie in folders of the same configuration and framework.
    private static string Built(string project, string name)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(
            Root, project, "bin", output.Parent!.Name, output.Name, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build {project} first.", path);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cabinet.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"There is no Cabinet.slnx above {AppContext.BaseDirectory}.");
    }
}
