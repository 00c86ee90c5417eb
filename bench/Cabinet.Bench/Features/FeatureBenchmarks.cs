using Cabinet.Bench.Queue;
using Cabinet.Domain.Limits;

namespace Cabinet.Bench.Features;

/// <summary>What each feature costs: filling a queue and draining it, beside the same jobs without the feature.</summary>
/// <param name="store">Where.</param>
/// <param name="jobs">How many are timed, a multiple of a thousand; a tenth of it more warms up.</param>
internal sealed class FeatureBenchmarks(IQueueStore store, int jobs = 100_000)
{
    private static readonly QueueLimits TenEach = new() { MaximumRunningPerPartition = 10 };

    // One at a time, and so many at once that the rate itself holds nothing up.
    private static readonly QueueLimits InOrder = new() { IsOrdered = true };
    private static readonly QueueLimits Fast = new() { Rate = new RateLimit(1_000_000, TimeSpan.FromSeconds(1)) };

    private readonly int warmUp = jobs / 10;

    public IReadOnlyList<Benchmark> All =>
    [
        .. Beside(() => SingleJobs.Unique, () => SingleJobs.Plain),
        .. Beside(() => new TaggedJobs()),
        .. Beside(() => new BatchedJobs()),
        .. Beside(() => new JobsWithMiddleware()),
        .. Beside(() => new PartitionedJobs("partitions-10", 10, QueueLimits.None), () => SingleJobs.Plain),
        .. Beside(() => new PartitionedJobs("partitions-1000", 1_000, QueueLimits.None), () => SingleJobs.Plain),
        .. Beside(() => new PartitionedJobs("limits-1000", 1_000, TenEach), () => SingleJobs.Plain),
        .. Beside(() => new PartitionedJobs("ordered-1000", 1_000, InOrder), () => SingleJobs.Plain),
        .. Beside(() => new PartitionedJobs("rate", 10, Fast), () => SingleJobs.Plain),
    ];

    private IEnumerable<Benchmark> Beside(Func<Feature> with) => Beside(with, static () => new Feature("plain"));

    // Both figures come out of one run: it fills, and drains what it filled.
    private IEnumerable<Benchmark> Beside(Func<Feature> with, Func<Feature> without)
    {
        var runs = new SharedRuns<double>((folder, cancellation) => MeasureAsync(with(), folder, cancellation));
        var limits = new SharedRuns<double>((folder, cancellation) => MeasureAsync(without(), folder, cancellation));
        foreach (var kind in new[] { "drain", "fill" })
        {
            yield return new Benchmark(
                $"{kind}-{with().Name}",
                "jobs/s",
                $"{kind}-{without().Name}",
                (folder, cancellation) => runs.TakeAsync(kind, folder, cancellation))
            {
                MeasureLimitAsync = (folder, cancellation) => limits.TakeAsync(kind, folder, cancellation),
                IsWarm = true,
            };
        }
    }

    private async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        Feature feature, string folder, CancellationToken cancellation)
    {
        await using var place = await store.CreateAsync(folder, cancellation);
        var fill = await FillAsync(feature, place, cancellation);
        await store.SettleAsync(place, cancellation);
        return new Dictionary<string, double>
        {
            ["fill"] = fill,
            ["drain"] = await DrainAsync(feature, place, cancellation),
        };
    }

    private async Task<double> FillAsync(Feature feature, QueuePlace place, CancellationToken cancellation)
    {
        await using var queue = await CabinetQueue.OpenAsync(place, workers: null, feature.Declare, cancellation);
        await feature.PrepareAsync(queue, cancellation);
        var call = 0;
        Task EnqueueAsync() => feature.EnqueueAsync(queue, Interlocked.Increment(ref call), cancellation);
        await Callers.RepeatAsync(feature.Callers, warmUp / feature.JobsOfCall, EnqueueAsync);
        var started = TimeProvider.System.GetTimestamp();
        await Callers.RepeatAsync(feature.Callers, jobs / feature.JobsOfCall, EnqueueAsync);
        var jobsPerSecond = jobs / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        await feature.CompleteAsync(queue, cancellation);
        return jobsPerSecond;
    }

    /// <summary>Timed from the start of the first job after the warm-up to the commit of the last outcome.</summary>
    private async Task<double> DrainAsync(Feature feature, QueuePlace place, CancellationToken cancellation)
    {
        var meter = new JobMeter();
        var first = meter.WhenStarted(warmUp + 1);
        var last = meter.WhenStarted(warmUp + jobs);
        await using var queue = await CabinetQueue.OpenAsync(place, meter, feature.Declare, cancellation);
        await last.WaitAsync(cancellation);
        using var moments = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        while (!await queue.IsEmptyAsync(cancellation))
        {
            await moments.WaitForNextTickAsync(cancellation);
        }
        return jobs / TimeProvider.System.GetElapsedTime(await first).TotalSeconds;
    }
}
