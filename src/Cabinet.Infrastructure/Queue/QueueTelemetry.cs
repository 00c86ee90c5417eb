using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Queue;

/// <summary>The queue's spans and metrics, named by OpenTelemetry's semantic conventions for messaging.</summary>
/// <remarks>
/// Spans exist only while somebody listens. Nothing here carries a payload, a result or a
/// failure's message, and a listener that throws changes nothing (guarantee 9).
/// </remarks>
internal sealed class QueueTelemetry : IDisposable
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Cabinet.Queue";

    private const string DestinationTag = "messaging.destination.name";
    private const string ErrorTag = "error.type";

    private static readonly KeyValuePair<string, object?> SystemTag = new("messaging.system", "cabinet");
    private static readonly KeyValuePair<string, object?> OperationNameTag = new("messaging.operation.name", "process");
    private static readonly KeyValuePair<string, object?> OperationTypeTag = new("messaging.operation.type", "process");

    // The boundaries that the semantic conventions advise for durations, in seconds.
    private static readonly InstrumentAdvice<double> DurationAdvice = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private readonly ActivitySource source = new(Name);
    private readonly Meter meter;
    private readonly Histogram<double> duration;
    private readonly Counter<long> consumed;
    private readonly Counter<long> retries;
    private readonly Counter<long> putOff;
    private readonly Counter<long> deadLetters;
    private readonly Counter<long> returned;
    private readonly Counter<long> lost;
    private readonly Counter<long> expiredNodes;

    /// <summary>Makes the instruments.</summary>
    public QueueTelemetry(IMeterFactory? factory = null)
    {
        meter = factory?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        duration = meter.CreateHistogram(
            "messaging.process.duration", "s", "Time that handlers took.", advice: DurationAdvice);
        consumed = meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Jobs claimed.");
        retries = meter.CreateCounter<long>("cabinet.queue.retries", "{job}", "Attempts that failed and come again.");
        putOff = meter.CreateCounter<long>(
            "cabinet.queue.retries.put_off", "{job}", "Retries that come later because their type's budget is spent.");
        deadLetters = meter.CreateCounter<long>("cabinet.queue.dead_letters", "{job}", "Jobs that were dead-lettered.");
        returned = meter.CreateCounter<long>(
            "cabinet.queue.returned", "{job}", "Jobs given back without costing an attempt.");
        lost = meter.CreateCounter<long>(
            "cabinet.queue.lost", "{job}", "Outcomes that came too late: the lease was gone.");
        expiredNodes = meter.CreateCounter<long>(
            "cabinet.queue.expired_nodes", "{node}", "Nodes that this one declared dead.");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        meter.Dispose();
        source.Dispose();
    }

    /// <summary>Begins the span of a run, as a child of whoever enqueued the job; null when nobody listens.</summary>
    public Activity? StartProcess(ClaimedJob job)
    {
        if (!source.HasListeners())
        {
            return null;
        }

        try
        {
            ActivityContext.TryParse(job.TraceParent, null, isRemote: true, out var parent);
            var activity = source.StartActivity($"process {job.Queue}", ActivityKind.Consumer, parent);
            return activity is { IsAllDataRequested: true } ? Describe(activity, job) : activity;
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Ends the span of a run.</summary>
    public static void EndProcess(Activity? activity)
    {
        try
        {
            activity?.Dispose();
        }
        catch (Exception)
        {
            // A listener failed; a span is all that is lost.
        }
    }

    /// <summary>Jobs were claimed.</summary>
    public void Claimed(QueueName queue, int count) => Add(consumed, count, SystemTag, Destination(queue));

    /// <summary>A handler is done.</summary>
    public void Processed(JobRun run, JobOutcome outcome, TimeProvider time)
    {
        if (run.Activity is { } activity && ErrorType(outcome) is { } error)
        {
            activity.SetTag(ErrorTag, error);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        if (duration.Enabled)
        {
            Record(run, ErrorType(outcome), time.GetElapsedTime(run.StartedAt, run.EndedAt));
        }
    }

    /// <summary>An outcome was committed, or lost.</summary>
    public void Settled(JobRun run, Settlement settlement)
    {
        switch (settlement)
        {
            case Settlement.Retried retried:
                Add(retries, 1, Destination(run.Job.Queue), new(ErrorTag, Text(retried.Kind)));
                if (retried.IsPutOff)
                {
                    Add(putOff, 1, Destination(run.Job.Queue), new("cabinet.job.type", run.Job.Type.Value));
                }

                break;
            case Settlement.DeadLettered dead:
                Add(deadLetters, 1, Destination(run.Job.Queue), new("cabinet.dead_letter.reason", Text(dead.Reason)));
                break;
            case Settlement.GivenBack:
                Returned(run.Job.Queue, 1);
                break;
            case Settlement.NotOurs:
                Add(lost, 1, Destination(run.Job.Queue));
                break;
        }
    }

    /// <summary>Jobs were given back.</summary>
    public void Returned(QueueName queue, int count) => Add(returned, count, Destination(queue));

    /// <summary>Another node was declared dead.</summary>
    public void NodeExpired() => Add(expiredNodes, 1);

    /// <summary>Shows how full the slots of these queues are.</summary>
    public void Observe(IReadOnlyList<QueueWorker> workers)
    {
        Gauge("cabinet.queue.running", "Jobs that run here.", use => use.Running);
        Gauge("cabinet.queue.waiting", "Claimed jobs that wait for a slot.", use => use.Waiting);
        Gauge("cabinet.queue.unsettled", "Outcomes that wait for their commit.", use => use.Unsettled);

        void Gauge(string name, string description, Func<SlotUse, int> read) => meter.CreateObservableGauge(
            name,
            () => workers.Select(worker => new Measurement<int>(read(worker.Slots.Use), Destination(worker.Queue))),
            "{job}",
            description);
    }

    private static Activity Describe(Activity activity, ClaimedJob job)
    {
        activity.SetTag(SystemTag.Key, SystemTag.Value);
        activity.SetTag(OperationNameTag.Key, OperationNameTag.Value);
        activity.SetTag(OperationTypeTag.Key, OperationTypeTag.Value);
        activity.SetTag(DestinationTag, job.Queue.Value);
        activity.SetTag("messaging.message.id", job.Id.ToString());
        activity.SetTag("cabinet.job.type", job.Type.Value);
        return activity.SetTag("cabinet.job.attempt", job.Attempt);
    }

    private void Record(JobRun run, string? error, TimeSpan took)
    {
        var tags = new TagList { SystemTag, OperationNameTag, Destination(run.Job.Queue) };
        if (error is not null)
        {
            tags.Add(ErrorTag, error);
        }

        try
        {
            duration.Record(took.TotalSeconds, tags);
        }
        catch (Exception)
        {
            // A listener failed; a measurement is all that is lost.
        }
    }

    private static void Add(Counter<long> counter, long number, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(number, tags);
        }
        catch (Exception)
        {
            // A listener failed; a measurement is all that is lost.
        }
    }

    private static KeyValuePair<string, object?> Destination(QueueName queue) => new(DestinationTag, queue.Value);

    private static string? ErrorType(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Failed failed => Text(failed.Failure.Kind),
        JobOutcome.Quarantined quarantined => Text(quarantined.Reason),
        JobOutcome.Interrupted => "interrupted",
        JobOutcome.Cancelled => "cancelled",
        JobOutcome.LeaseLost => "lease_lost",
        JobOutcome.KeyUnavailable => "key_unavailable",
        _ => null,
    };

    private static string Text(FailureKind kind) => kind switch
    {
        FailureKind.Transient => "transient",
        FailureKind.Integration => "integration",
        FailureKind.Permanent => "permanent",
        FailureKind.Security => "security",
        FailureKind.Interrupted => "interrupted",
        FailureKind.UnknownOutcome => "unknown_outcome",
        _ => "_OTHER",
    };

    private static string Text(DeadLetterReason reason) => reason switch
    {
        DeadLetterReason.AttemptsExhausted => "attempts_exhausted",
        DeadLetterReason.Permanent => "permanent",
        DeadLetterReason.Security => "security",
        DeadLetterReason.UnknownOutcome => "unknown_outcome",
        DeadLetterReason.Poison => "poison",
        DeadLetterReason.Unreadable => "unreadable",
        _ => "_OTHER",
    };
}
