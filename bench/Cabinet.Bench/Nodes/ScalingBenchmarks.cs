using System.Globalization;
using Cabinet.Bench.Processes;
using Cabinet.Bench.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Nodes;

/// <summary>A backlog worked off by 1, 2 and 4 nodes, each a process of its own, against one server.</summary>
/// <remarks>
/// Each beside one node, so that the ratio says what the further nodes bring. Processor time is what a job costs the
/// nodes together, and the server. Each process compiles its hot code for as many jobs as the others, whatever their
/// number, and none of these count: four nodes would otherwise look dearer than one by what four compilers use. The
/// backlog is the same for all: a larger one has more to read and to write for each job.
/// </remarks>
/// <param name="store">Where the backlog lies.</param>
/// <param name="jobs">The backlog.</param>
/// <param name="warmUp">How many of them aren't counted for each node.</param>
internal sealed class ScalingBenchmarks(IQueueStore store, int jobs = 1_600_000, int warmUp = 200_000)
{
    private static readonly int[] Nodes = [1, 2, 4];

    public IReadOnlyList<Benchmark> All
    {
        get
        {
            var single = new SharedRuns<double>((folder, cancellation) => MeasureAsync(1, folder, cancellation));
            return [.. Nodes.SelectMany(nodes => Of(nodes, single))];
        }
    }

    private IEnumerable<Benchmark> Of(int nodes, SharedRuns<double> single)
    {
        var runs = nodes == 1
            ? single
            : new SharedRuns<double>((folder, cancellation) => MeasureAsync(nodes, folder, cancellation));
        foreach (var (kind, unit) in new[] { ("jobs", "jobs/s"), ("node-cpu", "us"), ("server-cpu", "us") })
        {
            yield return new Benchmark(
                Name(nodes, kind),
                unit,
                nodes == 1 ? null : Name(1, kind),
                (folder, cancellation) => runs.TakeAsync(kind, folder, cancellation))
            {
                MeasureLimitAsync = (folder, cancellation) => single.TakeAsync(kind, folder, cancellation),
                IsWarm = true,
            };
        }
    }

    private static string Name(int nodes, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"scaling-{nodes}-{kind}");

    private async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        int count, string folder, CancellationToken cancellation)
    {
        await using var place = await store.CreateAsync(folder, cancellation);
        await using var observer = await store.OpenAsync(place, Retention.Summary, workers: null, cancellation);
        await Callers.FillAsync(observer, store.Bulk[0].Batch, jobs, cancellation);
        await store.SettleAsync(place, cancellation);

        var progress = new NodeProgress(count);
        var warm = progress.WhenStarted(count * warmUp);
        var last = progress.WhenStarted(jobs);
        var nodes = Enumerable.Range(0, count)
            .Select(node => NodeProcess.Start(store, place, tellsEach: false, line => progress.Tell(node, line)))
            .ToArray();
        try
        {
            var lost = Task.WhenAny(nodes.Select(node => node.WhenLostAsync())).Unwrap();
            await await Task.WhenAny(lost, warm.WaitAsync(cancellation));
            var begin = Snapshot(nodes, progress.Started);
            await await Task.WhenAny(lost, last.WaitAsync(cancellation));
            using var moments = new PeriodicTimer(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            while (!await observer.IsEmptyAsync(cancellation))
            {
                await moments.WaitForNextTickAsync(cancellation);
            }
            return Snapshot(nodes, jobs).Since(begin);
        }
        finally
        {
            await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        }
    }

    private LoadSnapshot Snapshot(NodeProcess[] nodes, int started) => new(
        TimeProvider.System.GetTimestamp(),
        started,
        nodes.Sum(node => node.CpuSeconds),
        store.ServerProcess is { } server ? ProcessTree.CpuSeconds(server) : 0);
}
