namespace Cabinet.Application.Persistence.Readers;

/// <summary>How much of a queue ended in a window of time.</summary>
/// <param name="Ended">Jobs that went into the history: completed, cancelled or discarded.</param>
/// <param name="Failed">Jobs that went into the dead-letter queue and are still there, at most 10,000.</param>
/// <param name="Over">
/// The window; shorter than what was asked for when the store's newest 10,000 history records don't reach back so far.
/// </param>
public readonly record struct QueueRate(long Ended, long Failed, TimeSpan Over)
{
    /// <summary>The most history records that a rate is computed from.</summary>
    public const int MaximumRecords = 10_000;

    /// <summary>Jobs that ended, per minute.</summary>
    public double EndedPerMinute => PerMinute(Ended);

    /// <summary>Jobs that failed for good, per minute.</summary>
    public double FailedPerMinute => PerMinute(Failed);

    private double PerMinute(long count) => count == 0 ? 0 : count / Math.Max(Over.TotalMinutes, 1d / 60_000);
}
