using Cabinet.Bench.Nodes;
using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Queue;

/// <summary>The queue's figures: how fast jobs come in, how fast they are worked off, how soon one starts.</summary>
/// <remarks>Each warms up with a tenth of its jobs, and its counts make a run last some seconds at most.</remarks>
internal sealed class QueueBenchmarks(IQueueStore store)
{
    public IReadOnlyList<Benchmark> All =>
    [
        Rate("enqueue-1", "insert-1", (place, cancellation) => EnqueueAsync(place, 1, 5_000, cancellation), "enqueue-1"),
        Rate("enqueue-8", "insert-8", (place, cancellation) => EnqueueAsync(place, 8, 30_000, cancellation), "enqueue-8"),
        Rate("enqueue-64", "insert-64", (place, cancellation) => EnqueueAsync(place, 64, 100_000, cancellation)),
        .. store.Bulk.Select(shape => Rate(
            shape.Figure,
            shape.Limit,
            (place, cancellation) => BulkAsync(place, shape.Batch, 200_000, cancellation),
            shape == store.Bulk[0] ? "bulk" : null)),
        Drain("drain-none", Retention.None),
        Drain("drain-summary", Retention.Summary, "drain"),
        Drain("drain-full", Retention.Full),
        Latency("latency-p50", "insert-claim-p50", 50),
        Latency("latency-p99", "insert-claim-p99", 99),
        .. store.HasManyNodes ? new AcrossProcesses(store).All : [],
    ];

    private Benchmark Rate(
        string figure,
        string limit,
        Func<QueuePlace, CancellationToken, Task<double>> measure,
        string? peerFigure = null) => Measured(figure, "jobs/s", limit, measure) with { PeerFigure = peerFigure };

    private Benchmark Drain(string figure, Retention kept, string? peerFigure = null) => Rate(
        figure,
        "claim-complete-500",
        (place, cancellation) => DrainAsync(place, kept, 100_000, cancellation),
        peerFigure);

    private Benchmark Latency(string figure, string limit, int percentile) => Measured(
        figure, "ms", limit, (place, cancellation) => LatencyAsync(place, percentile, 2_500, cancellation));

    private Benchmark Measured(
        string figure, string unit, string limit, Func<QueuePlace, CancellationToken, Task<double>> measure) =>
        new(figure, unit, limit, async (folder, cancellation) =>
        {
            await using var place = await store.CreateAsync(folder, cancellation);
            return await measure(place, cancellation);
        })
        {
            MeasureLimitAsync = store.Limit(limit),
        };

    /// <summary>Jobs a second, from callers who each wait for the commit of a job before their next.</summary>
    private async Task<double> EnqueueAsync(QueuePlace place, int callers, int jobs, CancellationToken cancellation)
    {
        await using var queue = await store.OpenAsync(place, Retention.Summary, workers: null, cancellation);
        await Callers.RepeatAsync(callers, jobs / 10, () => queue.EnqueueAsync(cancellation));
        await store.SettleAsync(place, cancellation);
        var started = TimeProvider.System.GetTimestamp();
        await Callers.RepeatAsync(callers, jobs, () => queue.EnqueueAsync(cancellation));
        return jobs / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Jobs a second, enqueued by the hundreds.</summary>
    private async Task<double> BulkAsync(QueuePlace place, int batch, int jobs, CancellationToken cancellation)
    {
        await using var queue = await store.OpenAsync(place, Retention.Summary, workers: null, cancellation);
        await Callers.FillAsync(queue, batch, jobs / 10, cancellation);
        await store.SettleAsync(place, cancellation);
        var started = TimeProvider.System.GetTimestamp();
        await Callers.FillAsync(queue, batch, jobs, cancellation);
        return jobs / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Jobs a second, worked off from a backlog that an earlier process left.</summary>
    /// <remarks>Timed from the start of the first job after the warm-up to the commit of the last outcome.</remarks>
    private async Task<double> DrainAsync(QueuePlace place, Retention kept, int jobs, CancellationToken cancellation)
    {
        var warmUp = jobs / 10;
        await using (var earlier = await store.OpenAsync(place, kept, workers: null, cancellation))
        {
            await Callers.FillAsync(earlier, store.Bulk[0].Batch, jobs + warmUp, cancellation);
        }
        await store.SettleAsync(place, cancellation);

        var meter = new JobMeter();
        var first = meter.WhenStarted(warmUp + 1);
        var last = meter.WhenStarted(warmUp + jobs);
        await using var queue = await store.OpenAsync(place, kept, meter, cancellation);
        await last.WaitAsync(cancellation);
        using var moments = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        while (!await queue.IsEmptyAsync(cancellation))
        {
            await moments.WaitForNextTickAsync(cancellation);
        }
        return jobs / TimeProvider.System.GetElapsedTime(await first).TotalSeconds;
    }

    /// <summary>Milliseconds from the call that enqueues a job to the start of its handler, one at a time.</summary>
    private async Task<double> LatencyAsync(QueuePlace place, int percentile, int jobs, CancellationToken cancellation)
    {
        var meter = new JobMeter();
        await using var queue = await store.OpenAsync(place, Retention.Summary, meter, cancellation);
        var warmUp = jobs / 10;
        var times = new List<double>(jobs + warmUp);
        for (var job = 1; job <= jobs + warmUp; job++)
        {
            var start = meter.WhenStarted(job);
            var enqueued = TimeProvider.System.GetTimestamp();
            await queue.EnqueueAsync(cancellation);
            var started = await start.WaitAsync(cancellation);
            times.Add(TimeProvider.System.GetElapsedTime(enqueued, started).TotalMilliseconds);
        }
        var timed = times.Skip(warmUp).Order().ToArray();
        return timed[timed.Length * percentile / 100];
    }
}
