using System.Text.Json;
using Cabinet.Bench.Processes;

namespace Cabinet.Bench;

/// <summary>Measures a limit by running a frozen program.</summary>
internal static class LimitProgram
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    /// <summary>A limit of SQLite.</summary>
    public static Func<string, CancellationToken, Task<double>> Measuring(string figure) =>
        (folder, cancellation) => MeasureAsync(
            Path.Combine(AppContext.BaseDirectory, "Cabinet.Limits"), [figure, "--folder", folder], cancellation);

    /// <summary>A limit of PostgreSQL, in an empty database.</summary>
    public static Task<double> MeasureOnPostgresAsync(
        string figure, string connectionString, CancellationToken cancellation) => MeasureAsync(
            BenchFolder.ProgramOf("limits/Postgres", "Cabinet.Limits.Postgres"),
            [figure, "--connection", connectionString],
            cancellation);

    private static async Task<double> MeasureAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var lines = await ChildProcess.RunAsync(program, arguments, LongestRun, cancellation);
        using var document = JsonDocument.Parse(lines[0]);
        return document.RootElement.GetProperty("value").GetDouble();
    }
}
