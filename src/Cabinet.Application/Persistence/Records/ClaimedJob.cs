using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>A job that a node has just claimed, with its payload still sealed.</summary>
public sealed class ClaimedJob
{
    /// <summary>Its id.</summary>
    public required JobId Id { get; init; }

    /// <summary>The fencing token of this claim.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Which handler runs it.</summary>
    public required JobType Type { get; init; }

    /// <summary>Where it was claimed.</summary>
    public required QueueName Queue { get; init; }

    /// <summary>Its place among the available jobs of the queue.</summary>
    public JobPriority Priority { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was claimed (UTC).</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>What its handler gets.</summary>
    public required Content Payload { get; init; }

    /// <summary>Whether it was claimed as a suspect and must run alone.</summary>
    public bool IsSuspect { get; init; }

    /// <summary>How many nodes died while it ran alone on them.</summary>
    public int DeathsAlone { get; init; }

    /// <summary>The part of the queue that it waits in, if it has one.</summary>
    public PartitionKey? Partition { get; init; }

    /// <summary>The task that it belongs to, if any.</summary>
    public TaskReference? Task { get; init; }

    /// <summary>The W3C trace context of whoever enqueued it, if there was one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// Whether its end may let another job run that a limit holds back, so that whoever claims should hear of it.
    /// </summary>
    public bool HoldsPlace { get; init; }

    /// <summary>The claim.</summary>
    public JobLease Lease => new(Id, Epoch);

    /// <inheritdoc />
    public override string ToString() => $"job {Id} {Type}, attempt {Attempt}, epoch {Epoch}";
}
