namespace Cabinet.Domain.Limits;

/// <summary>Times as rates count them: microseconds since 1970 (UTC).</summary>
public static class UnixMicroseconds
{
    /// <summary>A time in microseconds.</summary>
    public static long Of(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time of so many microseconds, rounded up to a millisecond: what waits for it wakes in time.</summary>
    public static DateTimeOffset ToTimeRoundedUp(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddMilliseconds((microseconds + 999) / 1_000);
}
