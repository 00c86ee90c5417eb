namespace Cabinet.Domain.Limits;

/// <summary>What one claim may take of a queue under its limits.</summary>
/// <remarks>Jobs without a partition have an empty one here; only the queue's own limits apply to them.</remarks>
public sealed class ClaimAllowance
{
    private readonly QueueLimits limits;
    private readonly IQueueUse use;
    private readonly bool takesSuspects;
    private readonly long now;
    private readonly Dictionary<string, long> rates = new(StringComparer.Ordinal);
    private long? nextAt;

    /// <summary>Begins a claim.</summary>
    /// <param name="limits">The queue's limits.</param>
    /// <param name="use">What is used of them.</param>
    /// <param name="now">The current time.</param>
    /// <param name="takesSuspects">Whether it takes suspects: what holds its partition isn't held up by itself.</param>
    public ClaimAllowance(QueueLimits limits, IQueueUse use, DateTimeOffset now, bool takesSuspects)
    {
        this.limits = limits;
        this.use = use;
        this.takesSuspects = takesSuspects;
        this.now = UnixMicroseconds.Of(now);
    }

    /// <summary>How many more jobs of the queue may begin.</summary>
    public int Free
    {
        get
        {
            var free = limits.MaximumRunning is { } most ? most - use.Running : int.MaxValue;
            return limits.Rate is { } rate ? Math.Min(free, FreeBy(rate, "")) : free;
        }
    }

    /// <summary>When a rate lets go what it held up in this claim; null when none did.</summary>
    public DateTimeOffset? NextAt => nextAt is { } at ? UnixMicroseconds.ToTimeRoundedUp(at) : null;

    /// <summary>The rates that it used, by partition, as they are to be kept.</summary>
    public IReadOnlyDictionary<string, long> Rates => rates;

    /// <summary>How many more jobs of a partition may begin.</summary>
    public int FreeOf(string partition)
    {
        var free = Free;
        if (partition.Length == 0)
        {
            return free;
        }

        if (limits.IsOrdered)
        {
            free = Math.Min(free, IsHeld(partition) ? 0 : 1 - use.RunningOf(partition));
        }

        if (limits.MaximumRunningPerPartition is { } most)
        {
            free = Math.Min(free, most - use.RunningOf(partition));
        }

        return limits.RatePerPartition is { } rate && free > 0 ? Math.Min(free, FreeBy(rate, partition)) : free;
    }

    /// <summary>A job begins.</summary>
    public void Begin(string partition)
    {
        if (limits.Rate is { } rate)
        {
            Use(rate, "");
        }

        if (partition.Length > 0 && limits.RatePerPartition is { } each)
        {
            Use(each, partition);
        }
    }

    private bool IsHeld(string partition) => !takesSuspects && use.IsHeld(partition);

    private int FreeBy(RateLimit rate, string partition)
    {
        var until = Until(rate, partition);
        var free = RateRule.Free(rate, until, now);
        if (free <= 0 && until is { } used)
        {
            var at = RateRule.NextAt(rate, used);
            nextAt = nextAt is { } earlier && earlier < at ? earlier : at;
        }

        return free;
    }

    private void Use(RateLimit rate, string partition) =>
        rates[partition] = RateRule.After(rate, Until(rate, partition), now, count: 1);

    private long? Until(RateLimit rate, string partition)
    {
        if (rates.TryGetValue(partition, out var until))
        {
            return until;
        }

        var kept = use.RateUntil(partition);
        return kept is { } wrong && RateRule.IsWrong(rate, wrong, now)
            ? rates[partition] = RateRule.After(rate, wrong, now, count: 0)
            : kept;
    }
}
