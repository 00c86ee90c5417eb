using Cabinet.Bench.Peers;

namespace Cabinet.Bench;

/// <summary>Runs a benchmark, its limit and its peers in turns: limit, figure, peers, limit, figure, peers.</summary>
/// <remarks>
/// A machine drifts by a fifth within an hour; only what was measured in turns can be compared. A figure's first run in
/// this process pays for compiling the code, so it isn't counted; the limit's process pays in the loops' warm-up, and a
/// peer's process in its own. What fails is reported and takes nothing else along.
/// </remarks>
internal sealed class BenchmarkRunner(string folder, int runs, TextWriter errors)
{
    /// <summary>Whether anything failed so far.</summary>
    public bool HasFailed { get; private set; }

    public async Task<Measurement> RunAsync(Benchmark benchmark, CancellationToken cancellation)
    {
        var values = new List<double>(runs);
        var limits = new List<double>(runs);
        var peers = benchmark.Peers.Select(peer => (Peer: peer, Values: new List<PeerValue>(runs))).ToArray();
        var isAlive = benchmark.Limit is null
            || benchmark.IsWarm
            || await TryAsync(benchmark.Figure, new List<double>(), benchmark.MeasureAsync, cancellation);
        for (var run = 0; run < runs; run++)
        {
            if (benchmark.Limit is { } limit)
            {
                await TryAsync(
                    limit, limits, benchmark.MeasureLimitAsync ?? LimitProgram.Measuring(limit), cancellation);
            }
            isAlive = isAlive && await TryAsync(benchmark.Figure, values, benchmark.MeasureAsync, cancellation);
            foreach (var (peer, taken) in peers)
            {
                await TryAsync($"{benchmark.Figure} of {peer.Name}", taken, peer.MeasureAsync, cancellation);
            }
        }
        return new Measurement(benchmark.Figure, benchmark.Unit, values, benchmark.Limit, limits)
        {
            Peers = [.. peers.Select(each => new PeerMeasurement(each.Peer, benchmark.Unit, each.Values))],
        };
    }

    private async Task<bool> TryAsync<T>(
        string what, List<T> values, Func<string, CancellationToken, Task<T>> measure, CancellationToken cancellation)
    {
        try
        {
            values.Add(await InEmptyFolderAsync(measure, cancellation));
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            HasFailed = true;
            await errors.WriteLineAsync($"{what} failed: {failure.Message}");
            return false;
        }
    }

    private async Task<T> InEmptyFolderAsync<T>(
        Func<string, CancellationToken, Task<T>> measure, CancellationToken cancellation)
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
