namespace Cabinet.Domain.Limits;

/// <summary>What may run of a queue at the same time, on all nodes together.</summary>
/// <remarks>
/// Counted by live leases: a job counts from its claim until its outcome is committed or its node was declared dead.
/// What runs already when a limit is set goes on running.
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

    private static int? Require(int? value) => value is null or (>= 1 and <= MaximumValue)
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"A limit of running jobs is from 1 to {MaximumValue}. To run none, pause the queue.");
}
