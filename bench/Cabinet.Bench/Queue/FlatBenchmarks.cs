using System.Globalization;
using Cabinet.Bench.Nodes;
using Cabinet.Bench.Processes;
using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Queue;

/// <summary>
/// Whether the work on a job costs the same whatever else is in the database: many waiting jobs, or another session's
/// open transaction. Each stands beside the same load without it, so that the ratio is the answer.
/// </summary>
/// <remarks>
/// The load is steady: as many jobs are enqueued as are started, so that the backlog stays as long as it was.
/// </remarks>
/// <param name="store">Where.</param>
/// <param name="many">How many jobs wait in the long backlog.</param>
/// <param name="held">How long a transaction stays open under load.</param>
internal sealed class FlatBenchmarks(IQueueStore store, int many, TimeSpan held)
{
    private const int Few = 10_000;
    private const int Feeders = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public IReadOnlyList<Benchmark> All =>
    [
        .. Beside(Waiting(many), new(many, Window, null), Waiting(Few), new(Few, Window, null)),
        .. Beside("flat-reading", new(Few, held, HeldTransaction.Reading), "flat-alone", new(Few, held, null)),
        .. Beside("flat-writing", new(Few, held, HeldTransaction.Writing), "flat-alone", new(Few, held, null)),
    ];

    private static string Waiting(int jobs) =>
        string.Create(CultureInfo.InvariantCulture, $"flat-waiting-{jobs}");

    private IEnumerable<Benchmark> Beside(string name, Load load, string limit, Load without)
    {
        var runs = new SharedRuns<double>((folder, cancellation) => MeasureAsync(load, folder, cancellation));
        var limits = new SharedRuns<double>((folder, cancellation) => MeasureAsync(without, folder, cancellation));
        foreach (var (kind, unit) in new[] { ("jobs", "jobs/s"), ("server-cpu", "us") })
        {
            yield return new Benchmark(
                $"{name}-{kind}",
                unit,
                $"{limit}-{kind}",
                (folder, cancellation) => runs.TakeAsync(kind, folder, cancellation))
            {
                MeasureLimitAsync = (folder, cancellation) => limits.TakeAsync(kind, folder, cancellation),
                IsWarm = true,
            };
        }
    }

    private async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        Load load, string folder, CancellationToken cancellation)
    {
        await using var place = await store.CreateAsync(folder, cancellation);
        await using (var earlier = await store.OpenAsync(place, Retention.Summary, workers: null, cancellation))
        {
            await Callers.FillAsync(earlier, store.Bulk[^1].Batch, load.Waiting, cancellation);
        }
        await store.SettleAsync(place, cancellation);

        var meter = new JobMeter();
        await using var queue = await store.OpenAsync(place, Retention.Summary, meter, cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var feeding = FeedAsync(queue, meter, ended.Token);
        await Task.Delay(WarmUp, TimeProvider.System, cancellation);
        await using var transaction = load.Transaction is { } kind
            ? await store.HoldAsync(place, kind, cancellation)
                ?? throw new NotSupportedException($"{store.Name} has no such transaction beside its writer.")
            : null;
        var begin = Snapshot(meter);
        await Task.WhenAny(feeding, Task.Delay(load.Time, TimeProvider.System, cancellation));
        var figures = Snapshot(meter).Since(begin);
        await ended.CancelAsync();
        await feeding;
        return figures;
    }

    /// <summary>Enqueues a batch for every batch that was started, several at a time, so that work never runs out.</summary>
    private Task FeedAsync(IQueueUnderTest queue, JobMeter meter, CancellationToken cancellation)
    {
        var batch = store.Bulk[0].Batch;
        var fed = 0;
        return Task.WhenAll(Enumerable.Range(0, Feeders).Select(_ => Task.Run(
            async () =>
            {
                using var moments = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                while (!cancellation.IsCancellationRequested)
                {
                    if (Interlocked.Add(ref fed, batch) <= meter.Started + batch)
                    {
                        await queue.EnqueueManyAsync(batch, CancellationToken.None);
                        continue;
                    }
                    Interlocked.Add(ref fed, -batch);
                    await moments.WaitForNextTickAsync(CancellationToken.None);
                }
            },
            CancellationToken.None)));
    }

    private LoadSnapshot Snapshot(JobMeter meter) => new(
        TimeProvider.System.GetTimestamp(),
        meter.Started,
        ProcessTree.CpuSeconds(Environment.ProcessId),
        store.ServerProcess is { } server ? ProcessTree.CpuSeconds(server) : 0);

    /// <summary>How many jobs wait, for how long it is measured, and what else is open.</summary>
    private sealed record Load(int Waiting, TimeSpan Time, HeldTransaction? Transaction);
}
