using System.Diagnostics.Metrics;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Names;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Measures how many jobs of each queue wait, run or are dead, and how old the oldest available one is, over all nodes.
/// </summary>
/// <remarks>
/// The store is read every <see cref="Interval"/>, and only while somebody collects the measurements. Each node that is
/// asked tells the same of the same store, so whoever adds the nodes' metrics up takes the greatest and not the sum. A
/// store that can't be read has no measurements here rather than old ones.
/// </remarks>
internal sealed class QueueDepths : BackgroundService
{
    /// <summary>The name of the meter: the queue's own.</summary>
    public const string Name = QueueTelemetry.Name;

    /// <summary>How old a measurement may be, beside the time that reading takes.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly IStore store;
    private readonly TimeProvider time;
    private readonly Meter meter;
    private readonly ObservableGauge<long> jobs;
    private readonly ObservableGauge<double> oldest;
    private volatile Sample sample = Sample.Empty;

    public QueueDepths(IStore store, TimeProvider time, IMeterFactory? factory = null)
    {
        (this.store, this.time) = (store, time);
        meter = factory?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        jobs = meter.CreateObservableGauge(
            "cabinet.queue.jobs", () => sample.Jobs, "{job}", "Jobs in the store, by state; about so many beyond 10,000.");
        oldest = meter.CreateObservableGauge(
            "cabinet.queue.oldest", () => sample.Oldest, "s", "Time since the oldest available job was enqueued.");
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        meter.Dispose();
    }

    /// <summary>Whether this is one of the instruments of this one, and not of another node of the same process.</summary>
    public bool Owns(Instrument instrument) => instrument == jobs || instrument == oldest;

    /// <summary>Reads the store, if somebody listens. Never throws but for the cancellation.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken) =>
        sample = jobs.Enabled || oldest.Enabled ? await TryReadAsync(cancellationToken) : Sample.Empty;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await ReadAsync(stoppingToken);
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the node.
        }
    }

    // The store's health check says that it can't be read, and why.
    private async Task<Sample> TryReadAsync(CancellationToken stopping)
    {
        try
        {
            var now = time.GetUtcNow();
            return Sample.From(await store.Queues.ListStatusAsync(now, stopping), now);
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            return Sample.Empty;
        }
    }

    private sealed record Sample(IReadOnlyList<Measurement<long>> Jobs, IReadOnlyList<Measurement<double>> Oldest)
    {
        public static Sample Empty { get; } = new([], []);

        public static Sample From(IReadOnlyList<QueueStatus> queues, DateTimeOffset now) => new(
            [.. queues.SelectMany(Count)],
            [.. queues.Where(queue => queue.OldestAvailableAt is not null).Select(queue => new Measurement<double>(
                Math.Max(0, (now - queue.OldestAvailableAt!.Value).TotalSeconds), Destination(queue.Queue)))]);

        private static IEnumerable<Measurement<long>> Count(QueueStatus queue) =>
        [
            In(queue, "available", queue.Available),
            In(queue, "scheduled", queue.Scheduled),
            In(queue, "running", queue.Running),
            In(queue, "suspect", queue.Suspect),
            In(queue, "dead_letter", queue.DeadLetters),
        ];

        private static Measurement<long> In(QueueStatus queue, string state, QueueCount count) =>
            new(count.Count, Destination(queue.Queue), new("cabinet.job.state", state));

        private static KeyValuePair<string, object?> Destination(QueueName queue) =>
            new("messaging.destination.name", queue.Value);
    }
}
