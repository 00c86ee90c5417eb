namespace Cabinet.Bench;

/// <summary>Runs a benchmark and its limit in turns: limit, figure, limit, figure.</summary>
/// <remarks>
/// A machine drifts by a fifth within an hour; only what was measured in turns can be compared. A figure's first run in
/// this process pays for compiling the code, so it isn't counted; the limit's process pays in the loops' warm-up.
/// </remarks>
internal sealed class BenchmarkRunner(string folder, int runs)
{
    public async Task<Measurement> RunAsync(Benchmark benchmark, CancellationToken cancellation)
    {
        var values = new List<double>(runs);
        var limits = new List<double>(runs);
        if (benchmark.Limit is not null)
        {
            await InEmptyFolderAsync(benchmark.MeasureAsync, cancellation);
        }
        for (var run = 0; run < runs; run++)
        {
            if (benchmark.Limit is { } limit)
            {
                limits.Add(await InEmptyFolderAsync(
                    benchmark.MeasureLimitAsync ?? LimitProgram.Measuring(limit), cancellation));
            }
            values.Add(await InEmptyFolderAsync(benchmark.MeasureAsync, cancellation));
        }
        return new Measurement(benchmark.Figure, benchmark.Unit, values, benchmark.Limit, limits);
    }

    private async Task<double> InEmptyFolderAsync(
        Func<string, CancellationToken, Task<double>> measure, CancellationToken cancellation)
    {
        var scratch = Path.Combine(folder, $"run-{Environment.ProcessId}");
        Directory.CreateDirectory(scratch);
        try
        {
            return await measure(scratch, cancellation);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
