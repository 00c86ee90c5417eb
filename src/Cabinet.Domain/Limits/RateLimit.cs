namespace Cabinet.Domain.Limits;

/// <summary>How many jobs may begin within a time: a token bucket, as <see cref="RateRule"/> counts it.</summary>
public sealed record RateLimit
{
    /// <summary>The largest count and burst: 1,000,000.</summary>
    public const int MaximumCount = 1_000_000;

    /// <summary>The shortest period: one second.</summary>
    public static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);

    /// <summary>The longest period: one day.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(1);

    /// <summary>Makes a rate.</summary>
    /// <param name="count">How many begin within a period on average: 1 to <see cref="MaximumCount"/>.</param>
    /// <param name="period">
    /// From <see cref="ShortestPeriod"/> to <see cref="LongestPeriod"/>, in whole milliseconds.
    /// </param>
    /// <param name="burst">
    /// How many may begin at once after a quiet time: 1 to <see cref="MaximumCount"/>; null takes the count.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RateLimit(int count, TimeSpan period, int? burst = null)
    {
        Count = Require(count, nameof(count));
        Burst = Require(burst ?? count, nameof(burst));
        if (period < ShortestPeriod || period > LongestPeriod || period.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(period), period, "The period of a rate is from one second to one day, in whole milliseconds.");
        }

        Period = period;
    }

    /// <summary>How many begin within a period on average.</summary>
    public int Count { get; }

    /// <summary>The period.</summary>
    public TimeSpan Period { get; }

    /// <summary>How many may begin at once after a quiet time.</summary>
    public int Burst { get; }

    /// <summary>How long one job takes up its place in the bucket, in microseconds, rounded up: never faster than said.</summary>
    public long Interval => ((Period.Ticks / TimeSpan.TicksPerMicrosecond) + Count - 1) / Count;

    /// <inheritdoc />
    public override string ToString() => $"{Count} each {Period}, {Burst} at once";

    private static int Require(int value, string name) => value is >= 1 and <= MaximumCount
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, $"The count and the burst of a rate are from 1 to {MaximumCount}. To run none, pause the queue.");
}
