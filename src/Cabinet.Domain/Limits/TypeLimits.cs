namespace Cabinet.Domain.Limits;

/// <summary>
/// What may run of one job type in a queue, on all nodes together: how many at the same time, and how fast they begin.
/// </summary>
/// <remarks>What runs is counted as for <see cref="QueueLimits"/>. All limits that apply to a job hold together.</remarks>
public sealed record TypeLimits
{
    /// <summary>No limits.</summary>
    public static TypeLimits None { get; } = new();

    /// <summary>
    /// How many jobs of the type may run, from 1 to <see cref="QueueLimits.MaximumValue"/>; null is no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int? MaximumRunning { get; init => field = QueueLimits.Require(value); }

    /// <summary>How fast jobs of the type begin; null is no limit. Each attempt counts.</summary>
    public RateLimit? Rate { get; init; }
}
