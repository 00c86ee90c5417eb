using System.Globalization;
using Cabinet.Application.Commands;
using Cabinet.Bench.Queue;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Bench.Features;

/// <summary>
/// How soon the single job of a quiet partition starts while a noisy one has a great many waiting, beside the same on an
/// idle queue.
/// </summary>
/// <remarks>The noisy jobs take all slots for 10 ms each; the quiet ones come one at a time, ten a second.</remarks>
/// <param name="store">Where.</param>
/// <param name="noisy">How many jobs of the noisy partition wait.</param>
/// <param name="jobs">How many quiet ones are timed; a tenth of it more warms up.</param>
internal sealed class QuietPartition(IQueueStore store, int noisy, int jobs = 200)
{
    private const int Batch = 1_000;

    private static readonly string[] Percentiles = ["p50", "p99"];

    private static readonly WaitingJob[] Noise =
        [.. Enumerable.Repeat(new WaitingJob(MeasuredJob.Instance.Text), Batch)];

    public IReadOnlyList<Benchmark> All
    {
        get
        {
            var runs = new SharedRuns<double>((folder, cancellation) => MeasureAsync(noisy, folder, cancellation));
            var idle = new SharedRuns<double>((folder, cancellation) => MeasureAsync(0, folder, cancellation));
            var name = string.Create(CultureInfo.InvariantCulture, $"beside-{noisy}");
            return
            [
                .. Percentiles.Select(kind => new Benchmark(
                    $"quiet-{name}-{kind}",
                    "ms",
                    $"quiet-idle-{kind}",
                    (folder, cancellation) => runs.TakeAsync(kind, folder, cancellation))
                {
                    MeasureLimitAsync = (folder, cancellation) => idle.TakeAsync(kind, folder, cancellation),
                    IsWarm = true,
                }),
            ];
        }
    }

    private async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        int waiting, string folder, CancellationToken cancellation)
    {
        await using var place = await store.CreateAsync(folder, cancellation);
        await using (var earlier = await CabinetQueue.OpenAsync(place, workers: null, Declare, cancellation))
        {
            await Callers.RepeatAsync(4, waiting / Batch, () => AddNoiseAsync(earlier, cancellation));
        }
        await store.SettleAsync(place, cancellation);

        var meter = new JobMeter();
        await using var queue = await CabinetQueue.OpenAsync(place, meter, Declare, cancellation);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        var warmUp = jobs / 10;
        var times = new List<double>(warmUp + jobs);
        for (var job = 1; job <= warmUp + jobs; job++)
        {
            await pace.WaitForNextTickAsync(cancellation);
            var start = meter.WhenStarted(job);
            var enqueued = TimeProvider.System.GetTimestamp();
            await Client(queue).EnqueueAsync(
                MeasuredJob.Instance, new EnqueueOptions { Partition = new PartitionKey("quiet") }, cancellation);
            times.Add(TimeProvider.System.GetElapsedTime(enqueued, await start.WaitAsync(cancellation)).TotalMilliseconds);
        }
        var timed = times.Skip(warmUp).Order().ToArray();
        return new Dictionary<string, double> { ["p50"] = timed[jobs * 50 / 100], ["p99"] = timed[jobs * 99 / 100] };
    }

    private static void Declare(CabinetBuilder cabinet) =>
        cabinet.AddJob<WaitingJob, WaitingJobHandler>("waiting", WaitingJobContext.Default.WaitingJob);

    private static async Task AddNoiseAsync(CabinetQueue queue, CancellationToken cancellation) =>
        await Client(queue).EnqueueManyAsync(
            Noise, new EnqueueOptions { Partition = new PartitionKey("noisy") }, cancellation);

    private static IJobClient Client(CabinetQueue queue) => queue.Services.GetRequiredService<IJobClient>();
}
