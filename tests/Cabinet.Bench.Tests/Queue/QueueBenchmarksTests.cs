using Cabinet.Bench.Queue;

namespace Cabinet.Bench.Tests.Queue;

public sealed class QueueBenchmarksTests
{
    private static readonly string[] Promised =
    [
        "enqueue-1", "enqueue-8", "enqueue-64", "bulk", "drain-none", "drain-summary", "drain-full",
        "latency-p50", "latency-p99",
    ];

    [Fact]
    public void Every_promised_figure_is_there_beside_a_limit_that_exists()
    {
        var figures = new QueueBenchmarks(new FolderStore(CountingQueue.OpenAsync)).All;

        Assert.Equal(Promised, figures.Select(figure => figure.Figure));
        Assert.All(figures, figure => Assert.Contains(figure.Limit, LimitBenchmarks.All.Select(limit => limit.Figure)));
    }

    [Fact]
    public async Task Every_figure_runs_all_of_its_jobs_and_closes_what_it_opened()
    {
        foreach (var figure in new QueueBenchmarks(new FolderStore(CountingQueue.OpenAsync)).All)
        {
            CountingQueue.Reset();

            var value = await figure.MeasureAsync("nowhere", TestContext.Current.CancellationToken);

            Assert.True(double.IsFinite(value), figure.Figure);
            Assert.Equal(0, CountingQueue.OpenQueues);
            Assert.Equal(JobsOf(figure.Figure) * 11 / 10, CountingQueue.Enqueued);
            Assert.Equal(RunsJobs(figure.Figure) ? CountingQueue.Enqueued : 0, CountingQueue.Started);
        }
    }

    private static bool RunsJobs(string figure) => figure.Split('-')[0] is "drain" or "latency";

    private static int JobsOf(string figure) => figure.Split('-') switch
    {
        ["enqueue", "1"] => 5_000,
        ["enqueue", "8"] => 30_000,
        ["bulk"] => 200_000,
        ["latency", _] => 2_500,
        _ => 100_000,
    };
}
