using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Testing;

/// <summary>A job that was enqueued during a test: by the test, by a handler, by a pipeline, a batch or a schedule.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Which handler runs it.</param>
/// <param name="Queue">Where it waits.</param>
/// <param name="Payload">What the handler gets, read back from its JSON.</param>
/// <param name="Priority">0 (served first) to 9.</param>
/// <param name="DueAt">Not run before (UTC); null is at once.</param>
/// <param name="Partition">The part of the queue that it waits in, if any.</param>
/// <param name="UniqueKey">The key that no other live job may hold, if any.</param>
/// <param name="Tags">Its tags.</param>
/// <typeparam name="TPayload">The payload's type.</typeparam>
public sealed record EnqueuedJob<TPayload>(
    JobId Id,
    JobType Type,
    QueueName Queue,
    TPayload Payload,
    JobPriority Priority,
    DateTimeOffset? DueAt,
    PartitionKey? Partition,
    string? UniqueKey,
    IReadOnlyList<string> Tags);
