namespace Cabinet.Bench.Processes;

/// <summary>Finds the programs that are built beside this one in <c>bench/</c>, each with its own libraries.</summary>
internal static class BenchFolder
{
    /// <summary>A program of a project below <c>bench/</c>, in this program's configuration.</summary>
    /// <param name="project">The project's folder, such as peers.</param>
    /// <param name="name">The program's name.</param>
    public static string ProgramOf(string project, string name)
    {
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(Find(project), "bin", framework.Parent!.Name, framework.Name, name);
    }

    /// <summary>A folder below <c>bench/</c>.</summary>
    /// <exception cref="InvalidOperationException">This program isn't in a checkout.</exception>
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var bench = Path.Combine(folder.FullName, "bench");
            if (File.Exists(Path.Combine(bench, "run")))
            {
                return Path.Combine(bench, name);
            }
        }
        throw new InvalidOperationException(
            $"There is no bench/{name} above this program: it works from a checkout, through bench/run.");
    }
}
