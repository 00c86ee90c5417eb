using System.Diagnostics;

namespace Cabinet.Bench.Processes;

/// <summary>Runs a program to its end.</summary>
internal static class ChildProcess
{
    /// <summary>The lines that it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed, or took too long; the end of its errors says why.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(
        string file, IEnumerable<string> arguments, TimeSpan longest, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"{file} didn't start.");
        using var limit = new CancellationTokenSource(longest, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0
                ? (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : throw new InvalidOperationException(
                    $"{Path.GetFileName(file)} ended with exit code {process.ExitCode}. {End(await errors)}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{Path.GetFileName(file)} took longer than {longest}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string End(string text) => text.Length <= 600 ? text.Trim() : "…" + text[^600..].Trim();
}
