namespace Cabinet.Bench.Tests;

public sealed class SharedRunsTests
{
    private int measured;

    [Fact]
    public async Task Each_figure_gets_every_run_in_order_and_a_run_is_measured_once()
    {
        var runs = Runs();

        Assert.Equal(1, await TakeAsync(runs, "p50"));
        Assert.Equal(2, await TakeAsync(runs, "p50"));
        Assert.Equal(10, await TakeAsync(runs, "p99"));
        Assert.Equal(20, await TakeAsync(runs, "p99"));
        Assert.Equal(2, measured);
    }

    [Fact]
    public async Task A_figure_that_ran_out_of_shared_runs_measures_again()
    {
        var runs = Runs();

        Assert.Equal(10, await TakeAsync(runs, "p99"));
        Assert.Equal(20, await TakeAsync(runs, "p99"));
        Assert.Equal(1, await TakeAsync(runs, "p50"));
        Assert.Equal(2, measured);
    }

    [Fact]
    public async Task A_figure_that_the_measurement_did_not_give_is_refused_by_name()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(Runs(), "p95"));

        Assert.Contains("p95", failure.Message, StringComparison.Ordinal);
    }

    private SharedRuns<double> Runs() => new((_, _) =>
    {
        measured++;
        return Task.FromResult<IReadOnlyDictionary<string, double>>(
            new Dictionary<string, double> { ["p50"] = measured, ["p99"] = measured * 10 });
    });

    private static Task<double> TakeAsync(SharedRuns<double> runs, string figure) =>
        runs.TakeAsync(figure, "nowhere", TestContext.Current.CancellationToken);
}
