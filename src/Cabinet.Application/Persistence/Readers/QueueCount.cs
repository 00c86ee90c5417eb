namespace Cabinet.Application.Persistence.Readers;

/// <summary>How many jobs of a queue are in a state, for as little work as that takes.</summary>
/// <param name="Count">How many; at least so many when it isn't exact and was never counted.</param>
/// <param name="IsExact">
/// Whether it was counted just now. What isn't exact is the number of <see cref="QueueStatus.CountedAt"/>.
/// </param>
public readonly record struct QueueCount(long Count, bool IsExact)
{
    /// <summary>What was seen when no more than so many were looked at.</summary>
    /// <param name="seen">How many were seen.</param>
    /// <param name="bound">How many count as exact; one more means that there may be any number.</param>
    /// <param name="counted">What the last full count said, or null when there was none.</param>
    public static QueueCount From(long seen, long bound, long? counted) => seen <= bound
        ? new QueueCount(Math.Max(0, seen), IsExact: true)
        : new QueueCount(Math.Max(bound, counted ?? 0), IsExact: false);
}
