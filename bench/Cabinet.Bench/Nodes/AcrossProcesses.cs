using Cabinet.Bench.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Nodes;

/// <summary>How soon a job starts that one process enqueues and another works off: a job every 20 ms.</summary>
/// <remarks>
/// Jobs are told apart by their order alone: with 20 ms between them the n-th start is the n-th job's, unless one
/// overtakes another, which changes the middle and the end of the distribution by less than the overtaking itself.
/// </remarks>
internal sealed class AcrossProcesses(IQueueStore store)
{
    private const int Jobs = 500;
    private const int WarmUp = 50;

    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(20);

    public IEnumerable<Benchmark> All
    {
        get
        {
            var runs = new SharedRuns<double>(MeasureAsync);
            return
            [
                Latency("latency-across-p50", "hand-over-p50", "latency-p50", runs),
                Latency("latency-across-p99", "hand-over-p99", "latency-p99", runs),
            ];
        }
    }

    private Benchmark Latency(string figure, string limit, string peerFigure, SharedRuns<double> runs) =>
        new(figure, "ms", limit, (folder, cancellation) => runs.TakeAsync(figure, folder, cancellation))
        {
            MeasureLimitAsync = store.Limit(limit),
            PeerFigure = peerFigure,
            IsWarm = true,
        };

    private async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        string folder, CancellationToken cancellation)
    {
        await using var place = await store.CreateAsync(folder, cancellation);
        await using var producer = await store.OpenAsync(place, Retention.Summary, workers: null, cancellation);
        var starts = new List<long>(Jobs + WarmUp);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var node = NodeProcess.Start(store, place, tellsEach: true, line =>
        {
            first.TrySetResult();
            starts.Add(line.At);
            if (starts.Count == Jobs + WarmUp)
            {
                seen.SetResult();
            }
        });
        var enqueued = new List<long>(Jobs + WarmUp) { TimeProvider.System.GetTimestamp() };
        await producer.EnqueueAsync(cancellation);
        var lost = node.WhenLostAsync();
        await await Task.WhenAny(lost, first.Task.WaitAsync(cancellation));
        using var ticks = new PeriodicTimer(Gap, TimeProvider.System);
        while (enqueued.Count < Jobs + WarmUp)
        {
            await ticks.WaitForNextTickAsync(cancellation);
            enqueued.Add(TimeProvider.System.GetTimestamp());
            await producer.EnqueueAsync(cancellation);
        }
        await await Task.WhenAny(lost, seen.Task.WaitAsync(cancellation));
        var times = enqueued.Zip(starts.Order(), (at, start) => TimeProvider.System.GetElapsedTime(at, start))
            .Skip(WarmUp)
            .Select(time => time.TotalMilliseconds)
            .Order()
            .ToArray();
        return new Dictionary<string, double>
        {
            ["latency-across-p50"] = times[times.Length / 2],
            ["latency-across-p99"] = times[times.Length * 99 / 100],
        };
    }
}
