using System.Diagnostics;

namespace Cabinet.Host.Tests;

/// <summary>The real program, as it was built in the same configuration as these tests.</summary>
internal static class CabinetProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Dictionary<string, string> NoEnvironment = [];

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The samples that the repository carries.</summary>
    public static string Samples { get; } = Path.Combine(Repository, "samples", "input");

    private static string Binary { get; } = Path.Combine(
        Repository, "src", "Cabinet.Host", "bin", Configuration(), "net10.0", "cabinet");

    /// <summary>The program of a sample.</summary>
    public static string Sample(string name) =>
        Path.Combine(Repository, "samples", name, "bin", Configuration(), "net10.0", name);

    /// <summary>Runs it to its end.</summary>
    public static Task<ProgramResult> RunAsync(params string[] arguments) => RunAsync(NoEnvironment, arguments);

    /// <summary>Runs it to its end, with variables in its environment.</summary>
    public static async Task<ProgramResult> RunAsync(
        IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var results = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await WaitAsync(process);
        return new ProgramResult(process.ExitCode, await results, await errors);
    }

    /// <summary>Starts it.</summary>
    public static Process Start(params string[] arguments) => Start(NoEnvironment, arguments);

    private static Process Start(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(Binary, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var rootKeys = start.Environment.Keys
            .Where(name => name.StartsWith("CABINET_ROOT_", StringComparison.Ordinal));
        foreach (var variable in rootKeys.Concat(["CABINET_STORE", "CABINET_PAYLOADS"]).ToArray())
        {
            start.Environment.Remove(variable);
        }

        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        start.Environment.Remove("CABINET_COMMAND");
        return Process.Start(start)!;
    }

    /// <summary>Waits for its end, and ends it when that takes too long.</summary>
    public static async Task WaitAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token, TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    // .../bin/Release/net10.0/
    private static string Configuration() =>
        Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cabinet.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests don't lie in the repository.");
        }

        return folder.FullName;
    }
}
