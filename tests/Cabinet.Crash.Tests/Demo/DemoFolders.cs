using Cabinet.Crash.Tests.Processes;

namespace Cabinet.Crash.Tests.Demo;

/// <summary>The folders of <c>cabinet demo</c>: one input, and a data and an output folder of its own.</summary>
/// <param name="Input">What it works on.</param>
/// <param name="Data">Where it keeps what it must not lose.</param>
/// <param name="Output">Where it writes the results in the clear.</param>
internal sealed record DemoFolders(string Input, string Data, string Output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>Copies all samples into one input folder.</summary>
    public static string MakeInput(string folder)
    {
        foreach (var source in Repository.SampleFolders)
        {
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetFileName(source), Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        return folder;
    }

    /// <summary>Starts the program.</summary>
    public ProgramProcess Start() => ProgramProcess.Start(Repository.Cabinet, Arguments());

    /// <summary>Runs the program to its end.</summary>
    public Task<ProgramProcess> RunAsync() => ProgramProcess.RunAsync(Repository.Cabinet, Bound, Arguments());

    /// <summary>Runs another command on the data folder.</summary>
    /// <returns>Its lines.</returns>
    public async Task<IReadOnlyList<string>> AskAsync(params IEnumerable<string> command)
    {
        await using var ended = await ProgramProcess.RunAsync(
            Repository.Cabinet, Bound, [.. command, "--data", Data, "--json"]);
        return [.. ended.Lines.Select(line => line.Text)];
    }

    private string[] Arguments() => ["demo", "--input", Input, "--data", Data, "--output", Output, "--json"];
}
