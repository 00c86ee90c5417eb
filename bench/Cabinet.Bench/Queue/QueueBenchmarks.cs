using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Queue;

/// <summary>The queue's figures: how fast jobs come in, how fast they are worked off, how soon one starts.</summary>
/// <remarks>Each warms up with a tenth of its jobs, and its counts make a run last some seconds at most.</remarks>
internal sealed class QueueBenchmarks(OpenQueue open)
{
    /// <summary>How many jobs a bulk commit holds, as many as the limit's.</summary>
    private const int BulkBatch = 500;

    /// <summary>How many bulk commits are under way at a time.</summary>
    private const int BulkCallers = 4;

    public IReadOnlyList<Benchmark> All =>
    [
        Rate("enqueue-1", "insert-1", (folder, cancellation) => EnqueueAsync(folder, 1, 5_000, cancellation)),
        Rate("enqueue-8", "insert-8", (folder, cancellation) => EnqueueAsync(folder, 8, 30_000, cancellation)),
        Rate("enqueue-64", "insert-64", (folder, cancellation) => EnqueueAsync(folder, 64, 100_000, cancellation)),
        Rate("bulk", "insert-500", (folder, cancellation) => BulkAsync(folder, 200_000, cancellation)),
        Drain("drain-none", Retention.None),
        Drain("drain-summary", Retention.Summary),
        Drain("drain-full", Retention.Full),
        Latency("latency-p50", "insert-claim-p50", 50),
        Latency("latency-p99", "insert-claim-p99", 99),
    ];

    private static Benchmark Rate(
        string figure, string limit, Func<string, CancellationToken, Task<double>> measure) => new(
        figure, "jobs/s", limit, measure);

    private Benchmark Drain(string figure, Retention kept) => Rate(
        figure, "claim-complete-500", (folder, cancellation) => DrainAsync(folder, kept, 100_000, cancellation));

    private Benchmark Latency(string figure, string limit, int percentile) => new(
        figure, "ms", limit, (folder, cancellation) => LatencyAsync(folder, percentile, 2_500, cancellation));

    /// <summary>Jobs a second, from callers who each wait for the commit of a job before their next.</summary>
    private async Task<double> EnqueueAsync(string folder, int callers, int jobs, CancellationToken cancellation)
    {
        await using var queue = await open(folder, Retention.Summary, workers: null, cancellation);
        await EachAsync(callers, jobs / 10, () => queue.EnqueueAsync(cancellation));
        var started = TimeProvider.System.GetTimestamp();
        await EachAsync(callers, jobs, () => queue.EnqueueAsync(cancellation));
        return jobs / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Jobs a second, enqueued by the hundreds.</summary>
    private async Task<double> BulkAsync(string folder, int jobs, CancellationToken cancellation)
    {
        await using var queue = await open(folder, Retention.Summary, workers: null, cancellation);
        await FillAsync(queue, jobs / 10, cancellation);
        var started = TimeProvider.System.GetTimestamp();
        await FillAsync(queue, jobs, cancellation);
        return jobs / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Jobs a second, worked off from a backlog that an earlier process left.</summary>
    /// <remarks>Timed from the start of the first job after the warm-up to the commit of the last outcome.</remarks>
    private async Task<double> DrainAsync(string folder, Retention kept, int jobs, CancellationToken cancellation)
    {
        var warmUp = jobs / 10;
        await using (var earlier = await open(folder, kept, workers: null, cancellation))
        {
            await FillAsync(earlier, jobs + warmUp, cancellation);
        }

        var meter = new JobMeter();
        var first = meter.WhenStarted(warmUp + 1);
        var last = meter.WhenStarted(warmUp + jobs);
        await using var queue = await open(folder, kept, meter, cancellation);
        await last.WaitAsync(cancellation);
        using var moments = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        while (!await queue.IsEmptyAsync(cancellation))
        {
            await moments.WaitForNextTickAsync(cancellation);
        }
        return jobs / TimeProvider.System.GetElapsedTime(await first).TotalSeconds;
    }

    /// <summary>Milliseconds from the call that enqueues a job to the start of its handler, one at a time.</summary>
    private async Task<double> LatencyAsync(string folder, int percentile, int jobs, CancellationToken cancellation)
    {
        var meter = new JobMeter();
        await using var queue = await open(folder, Retention.Summary, meter, cancellation);
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

    private static Task FillAsync(IQueueUnderTest queue, int jobs, CancellationToken cancellation) =>
        EachAsync(BulkCallers, jobs / BulkBatch, () => queue.EnqueueManyAsync(BulkBatch, cancellation));

    /// <summary>Repeats a call as often as asked, by so many callers at a time.</summary>
    private static Task EachAsync(int callers, int calls, Func<Task> call)
    {
        var taken = 0;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref taken) <= calls)
            {
                await call();
            }
        })));
    }
}
