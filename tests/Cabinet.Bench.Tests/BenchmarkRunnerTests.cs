using Cabinet.Bench.Peers;

namespace Cabinet.Bench.Tests;

public sealed class BenchmarkRunnerTests
{
    private readonly List<string> order = [];

    [Fact]
    public async Task Limit_figure_and_peers_take_turns_and_the_first_figure_is_not_counted()
    {
        var measurement = await RunAsync(Benchmark(() => 1), runs: 2);

        Assert.Equal(["figure", "limit", "figure", "peer", "limit", "figure", "peer"], order);
        Assert.Equal(2, measurement.Values.Count);
        Assert.Equal(2, measurement.LimitValues.Count);
        Assert.Equal(2, Assert.Single(measurement.Peers).Values.Count);
    }

    [Fact]
    public async Task A_figure_that_fails_takes_neither_its_limit_nor_its_peers_along()
    {
        using var errors = new StringWriter();

        var measurement = await RunAsync(
            Benchmark(() => throw new InvalidOperationException("the server is away")), runs: 1, errors);

        Assert.Empty(measurement.Values);
        Assert.Single(measurement.LimitValues);
        Assert.Equal(2, measurement.Peers[0].Value);
        Assert.Contains("enqueue failed: the server is away", errors.ToString(), StringComparison.Ordinal);
    }

    private Benchmark Benchmark(Func<double> measure) =>
        new("enqueue", "jobs/s", "raw", (_, _) => Task.FromResult(Called("figure", measure())))
        {
            MeasureLimitAsync = (_, _) => Task.FromResult(Called("limit", 4.0)),
            Peers = [new Peer("peer", "1", "fastest", "", "", (_, _) => Task.FromResult(
                Called("peer", new PeerValue(2, 0))))],
        };

    private T Called<T>(string what, T value)
    {
        order.Add(what);
        return value;
    }

    private static async Task<Measurement> RunAsync(Benchmark benchmark, int runs, TextWriter? errors = null)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "runner");
        var runner = new BenchmarkRunner(folder, runs, errors ?? TextWriter.Null);
        var measurement = await runner.RunAsync(benchmark, TestContext.Current.CancellationToken);
        Assert.Equal(measurement.Values.Count < runs, runner.HasFailed);
        return measurement;
    }
}
