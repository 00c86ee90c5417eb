namespace Cabinet.Domain.Limits;

/// <summary>What is used of a queue's limits at this moment of a claim, what the claim itself took included.</summary>
public interface IQueueUse
{
    /// <summary>How many jobs of the queue run.</summary>
    int Running { get; }

    /// <summary>How many jobs of a partition run.</summary>
    int RunningOf(string partition);

    /// <summary>Whether a job of the partition has begun and waits for its next attempt.</summary>
    bool IsHeld(string partition);

    /// <summary>How many jobs of a type run.</summary>
    /// <param name="kind">The store's number of the type.</param>
    int RunningOfType(int kind);

    /// <summary>
    /// Until when a rate is used up, in microseconds since 1970 (UTC), as it was before the claim; null when nothing is
    /// kept. A partition's rate has its partition and no kind, a type's has its kind and no partition, and the queue's own
    /// has neither.
    /// </summary>
    long? RateUntil(Lane lane);
}
