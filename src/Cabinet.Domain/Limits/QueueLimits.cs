namespace Cabinet.Domain.Limits;

/// <summary>What may run of a queue, on all nodes together: how many at the same time, in which order, and how fast.</summary>
/// <remarks>
/// What runs is counted by live leases: a job counts from its claim until its outcome is committed or its node was declared
/// dead. What runs already when a limit is set goes on running.
/// </remarks>
public sealed record QueueLimits
{
    /// <summary>The largest number of running jobs that a limit can name: 1,000,000.</summary>
    public const int MaximumValue = 1_000_000;

    /// <summary>No limits.</summary>
    public static QueueLimits None { get; } = new();

    /// <summary>How many jobs of the queue may run, from 1 to <see cref="MaximumValue"/>; null is no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int? MaximumRunning { get; init => field = Require(value); }

    /// <summary>
    /// How many jobs of each partition of the queue may run, from 1 to <see cref="MaximumValue"/>; null is no limit.
    /// Jobs without a partition aren't limited by it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int? MaximumRunningPerPartition { get; init => field = Require(value); }

    /// <summary>
    /// Whether the jobs of each partition run one at a time and in order: one that has begun holds its partition, also
    /// while it waits for its next attempt, until it succeeds or is set aside (dead-lettered, cancelled, discarded).
    /// Jobs without a partition aren't ordered by it. The default is false.
    /// </summary>
    public bool IsOrdered { get; init; }

    /// <summary>How fast jobs of the queue begin; null is no limit. Each attempt counts.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>
    /// How fast jobs of each partition of the queue begin; null is no limit. Jobs without a partition aren't limited by it.
    /// </summary>
    public RateLimit? RatePerPartition { get; init; }

    /// <summary>The most jobs of a partition that may begin at once, whatever runs; null is no limit.</summary>
    public int? EachPartition
    {
        get
        {
            var each = IsOrdered ? 1 : MaximumRunningPerPartition;
            return RatePerPartition is { Burst: var burst } && !(each <= burst) ? burst : each;
        }
    }

    /// <summary>Checks a limit of running jobs.</summary>
    internal static int? Require(int? value) => value is null or (>= 1 and <= MaximumValue)
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"A limit of running jobs is from 1 to {MaximumValue}. To run none, pause the queue.");
}
