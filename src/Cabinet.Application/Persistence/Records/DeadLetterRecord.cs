using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>A job in the dead-letter queue.</summary>
public sealed record DeadLetterRecord
{
    /// <summary>The job.</summary>
    public required JobId Id { get; init; }

    /// <summary>What it is.</summary>
    public required JobType Type { get; init; }

    /// <summary>The queue that a redrive puts it back into.</summary>
    public required QueueName Queue { get; init; }

    /// <summary>Why it isn't tried again.</summary>
    public required DeadLetterReason Reason { get; init; }

    /// <summary>How many attempts it had.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was dead-lettered (UTC).</summary>
    public required DateTimeOffset DeadAt { get; init; }

    /// <summary>The last error.</summary>
    public required JobErrorRecord Error { get; init; }

    /// <summary>
    /// What it has in common with those that failed alike: a keyed digest (<see cref="FailureCause"/>); null in what was
    /// dead-lettered by a release that kept none.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>The part of the queue that it waits in, if it has one.</summary>
    public PartitionKey? Partition { get; init; }

    /// <summary>The task that it belongs to, if any.</summary>
    public TaskReference? Task { get; init; }
}
