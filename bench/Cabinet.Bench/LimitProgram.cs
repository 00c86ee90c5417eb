using System.Diagnostics;
using System.Text.Json;

namespace Cabinet.Bench;

/// <summary>Measures a limit by running the frozen program, which the build puts beside this one.</summary>
internal static class LimitProgram
{
    public static Func<string, CancellationToken, Task<double>> Measuring(string figure) =>
        (folder, cancellation) => MeasureAsync(figure, folder, cancellation);

    private static async Task<double> MeasureAsync(string figure, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Cabinet.Limits"))
        {
            ArgumentList = { figure, "--folder", folder },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"{start.FileName} didn't start.");
        var line = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The limit {figure} ended with exit code {process.ExitCode}.");
        }
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("value").GetDouble();
    }
}
