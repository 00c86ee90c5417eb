namespace Cabinet.Application.Commands;

/// <summary>What became of a stream of jobs. Each job counts once, and what isn't counted wasn't accepted, or isn't known to be.</summary>
/// <param name="Accepted">How many jobs this call made durable.</param>
/// <param name="AcceptedBefore">How many an earlier call under the same key had made durable; they weren't enqueued again.</param>
public sealed record EnqueueManyResult(long Accepted, long AcceptedBefore)
{
    /// <summary>
    /// The index of the first payload that isn't known to be accepted, when the call stopped early; null when all are.
    /// Some behind it may be counted, because chunks commit beside each other. The same call again, with the same key,
    /// enqueues exactly what is missing.
    /// </summary>
    public long? StoppedAt { get; init; }

    /// <summary>Why it stopped: the store's trouble, or that the caller gave up.</summary>
    public Exception? Cause { get; init; }
}
