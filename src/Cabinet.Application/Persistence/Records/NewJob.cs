using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>A job to be inserted. All but the payload are plaintext columns.</summary>
public sealed record NewJob
{
    /// <summary>The largest payload in a row, in bytes before sealing: 1 MiB. What is larger belongs into storage.</summary>
    public const int MaximumPayload = 1024 * 1024;

    /// <summary>The largest payload where large ones are moved to storage, in bytes before sealing: 16 MiB.</summary>
    public const int MaximumStoredPayload = 16 * 1024 * 1024;

    /// <summary>The longest unique key, in characters: one that is made of the largest payload. Only its digest is kept.</summary>
    public const int MaximumUniqueKey = 2 * MaximumStoredPayload;

    /// <summary>The longest trace context, in characters.</summary>
    public const int MaximumTraceParent = 128;

    /// <summary>Made before the commit, so that a repeated commit is recognised.</summary>
    public required JobId Id { get; init; }

    /// <summary>Which handler runs it.</summary>
    public required JobType Type { get; init; }

    /// <summary>Where it waits.</summary>
    public required QueueName Queue { get; init; }

    /// <summary>Its place among the available jobs of the queue.</summary>
    public JobPriority Priority { get; init; }

    /// <summary>When it was made (UTC, whole milliseconds).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not claimed before this time (UTC, whole milliseconds); null or past makes it available at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What the handler gets.</summary>
    public required Content Payload { get; init; }

    /// <summary>
    /// At most one live job holds this key; the front replaces it by a keyed digest, so that it can't be read at rest.
    /// Freed when the job ends or is dead-lettered; a redrive takes it again.
    /// </summary>
    public string? UniqueKey { get; init; }

    /// <summary>
    /// The part of the queue that it waits in: partitions take turns, and may have limits. Null is none.
    /// </summary>
    public PartitionKey? Partition { get; init; }

    /// <summary>The task that it belongs to, if any.</summary>
    public TaskReference? Task { get; init; }

    /// <summary>
    /// Labels to search by (<see cref="JobTags"/>), stored in the clear; each once, in the order of their characters.
    /// </summary>
    /// <exception cref="ArgumentException">There are too many, or one isn't valid.</exception>
    public IReadOnlyList<string> Tags { get; init => field = JobTags.Require(value); } = [];

    /// <summary>The W3C trace context of whoever enqueued it, if there was one.</summary>
    public string? TraceParent { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"job {Id} {Type} in {Queue}, payload {Payload}";
}
