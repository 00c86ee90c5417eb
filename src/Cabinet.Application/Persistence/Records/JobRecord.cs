using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>A job of the hot table, as queries show it: without its payload.</summary>
public sealed record JobRecord
{
    /// <summary>Its id.</summary>
    public required JobId Id { get; init; }

    /// <summary>Which handler runs it.</summary>
    public required JobType Type { get; init; }

    /// <summary>Where it waits.</summary>
    public required QueueName Queue { get; init; }

    /// <summary>Its place among the available jobs of the queue.</summary>
    public required JobPriority Priority { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>Attempts started and counted, the running one included.</summary>
    public required int Attempt { get; init; }

    /// <summary>Its fencing token.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it may be claimed (UTC), while it is scheduled.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who runs it, while it is running.</summary>
    public NodeId? Node { get; init; }

    /// <summary>When its current or last attempt was claimed (UTC).</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>How many nodes died while it ran alone on them.</summary>
    public int DeathsAlone { get; init; }

    /// <summary>How far it is, 0 to 100, as it last said; 0 before it said anything.</summary>
    public int Progress { get; init; }

    /// <summary>Whether somebody asked for its cancellation while it ran.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>The part of the queue that it waits in, if it has one.</summary>
    public PartitionKey? Partition { get; init; }

    /// <summary>The task that it belongs to, if any.</summary>
    public TaskReference? Task { get; init; }
}
