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

    /// <summary>
    /// Until when a partition's rate is used up, in microseconds since 1970 (UTC), as it was before the claim; null when
    /// nothing is kept. The empty partition stands for the queue's own rate.
    /// </summary>
    long? RateUntil(string partition);
}
