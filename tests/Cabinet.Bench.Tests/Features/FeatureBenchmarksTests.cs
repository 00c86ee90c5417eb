using Cabinet.Bench.Features;
using Cabinet.Bench.Queue;

namespace Cabinet.Bench.Tests.Features;

public sealed class FeatureBenchmarksTests
{
    private static readonly string[] Features =
        ["unique", "tags", "batches", "middleware", "partitions-10", "partitions-1000", "limits-1000", "ordered-1000", "rate"];

    private static readonly FolderStore Store = new(CountingQueueIsNotUsed);

    [Fact]
    public void Every_feature_is_drained_beside_the_same_jobs_without_it()
    {
        var figures = new FeatureBenchmarks(Store).All.Where(figure => figure.Figure.StartsWith("drain-", default)).ToArray();

        Assert.Equal(Features.Select(feature => $"drain-{feature}"), figures.Select(figure => figure.Figure));
        Assert.All(figures, figure => Assert.Contains(figure.Limit, (string[])["drain-plain", "drain-single"]));
    }

    [Fact]
    public async Task A_drain_runs_whatever_the_feature_made()
    {
        var folder = Directory.CreateTempSubdirectory("cabinet-bench-");
        try
        {
            foreach (var figure in new FeatureBenchmarks(Store, jobs: 3_000).All.Where(figure => figure.Unit == "jobs/s"))
            {
                var place = folder.CreateSubdirectory(figure.Figure);

                var value = await figure.MeasureAsync(place.FullName, TestContext.Current.CancellationToken);

                Assert.InRange(value, 1, double.MaxValue);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_quiet_partition_is_measured_beside_an_idle_queue()
    {
        var figures = new QuietPartition(Store, noisy: 2_000, jobs: 4).All;
        var folder = Directory.CreateTempSubdirectory("cabinet-bench-");
        try
        {
            Assert.Equal(["quiet-beside-2000-p50", "quiet-beside-2000-p99"], figures.Select(figure => figure.Figure));
            Assert.InRange(
                await figures[0].MeasureAsync(folder.FullName, TestContext.Current.CancellationToken), 0, 600_000);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<IQueueUnderTest> CountingQueueIsNotUsed(
        string folder, Domain.Jobs.Retention kept, JobMeter? workers, CancellationToken cancellation) =>
        throw new InvalidOperationException("Features open the queue themselves.");
}
