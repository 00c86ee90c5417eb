namespace Cabinet.Domain.Limits;

/// <summary>Counts a rate by one number: the time until which the bucket is used up, in microseconds since 1970 (UTC).</summary>
/// <remarks>
/// The generic cell rate algorithm (ITU-T I.371, "virtual scheduling"): each job moves that time on by one interval, and may
/// begin while it lies less than the burst's intervals ahead. It says the same as a bucket that refills by itself, and
/// nothing has to refill it. A clock that steps ahead finds the bucket full, and one that steps back finds it empty: a time
/// that no clock can have left there is corrected by <see cref="IsWrong"/>.
/// </remarks>
public static class RateRule
{
    /// <summary>By how much the clocks of nodes may differ: one minute, in microseconds.</summary>
    public const long ClockTolerance = 60_000_000;

    /// <summary>
    /// Whether a time lies so far ahead that somebody's clock must have been wrong. It is to be put right for all, to a
    /// burst ahead of now: the bucket is empty.
    /// </summary>
    /// <param name="rate">The rate.</param>
    /// <param name="until">Until when it is used up.</param>
    /// <param name="now">The current time.</param>
    public static bool IsWrong(RateLimit rate, long until, long now) =>
        until > now + (rate.Burst * rate.Interval) + ClockTolerance;

    /// <summary>How many jobs may begin now.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="until">Until when it is used up; null when it never was.</param>
    /// <param name="now">The current time.</param>
    public static int Free(RateLimit rate, long? until, long now) =>
        (int)((now + (rate.Burst * rate.Interval) - Start(rate, until, now)) / rate.Interval);

    /// <summary>Until when it is used up once so many begin now.</summary>
    /// <inheritdoc cref="Free"/>
    /// <param name="rate">The rate.</param>
    /// <param name="until">Until when it was used up; null when it never was.</param>
    /// <param name="now">The current time.</param>
    /// <param name="count">How many begin.</param>
    public static long After(RateLimit rate, long? until, long now, int count) =>
        Start(rate, until, now) + (count * rate.Interval);

    /// <summary>When the next job may begin.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="until">Until when it is used up.</param>
    public static long NextAt(RateLimit rate, long until) => until - ((rate.Burst - 1) * rate.Interval);

    private static long Start(RateLimit rate, long? until, long now) =>
        Math.Clamp(until ?? now, now, now + (rate.Burst * rate.Interval));
}
