namespace Cabinet.Domain.Limits;

/// <summary>What one claim may take of a queue under its limits.</summary>
/// <remarks>
/// Jobs without a partition have an empty one here, and jobs whose type has no limits the kind 0: no more than the queue's
/// own limits apply to what has neither.
/// </remarks>
public sealed class ClaimAllowance
{
    private readonly QueueLimits limits;
    private readonly IReadOnlyDictionary<int, TypeLimits> types;
    private readonly IQueueUse use;
    private readonly bool takesSuspects;
    private readonly long now;
    private readonly Dictionary<Lane, long> rates = [];
    private long? nextAt;
    private int steppedAside;

    /// <summary>How many jobs step aside in a claim at most.</summary>
    /// <remarks>It bounds a claim's work, also when a million jobs of a type that is at its limit lie before the others.</remarks>
    public const int MaximumSteppedAside = 500;

    /// <summary>Begins a claim.</summary>
    /// <param name="limits">The queue's limits.</param>
    /// <param name="types">The limits of types in the queue, by the store's numbers of them.</param>
    /// <param name="use">What is used of them.</param>
    /// <param name="now">The current time.</param>
    /// <param name="takesSuspects">Whether it takes suspects: what holds its partition isn't held up by itself.</param>
    public ClaimAllowance(
        QueueLimits limits,
        IReadOnlyDictionary<int, TypeLimits> types,
        IQueueUse use,
        DateTimeOffset now,
        bool takesSuspects)
    {
        this.limits = limits;
        this.types = types;
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
            return limits.Rate is { } rate ? Math.Min(free, FreeBy(rate, Lane.Plain)) : free;
        }
    }

    /// <summary>When a rate lets go what it held up in this claim; null when none did.</summary>
    public DateTimeOffset? NextAt => nextAt is { } at ? UnixMicroseconds.ToTimeRoundedUp(at) : null;

    /// <summary>The rates that it used, as they are to be kept; named as in <see cref="IQueueUse.RateUntil"/>.</summary>
    public IReadOnlyDictionary<Lane, long> Rates => rates;

    /// <summary>The kind of a job of this type: the type's number if the type has limits here, otherwise 0.</summary>
    public int KindOf(int type) => types.ContainsKey(type) ? type : 0;

    /// <summary>How many more jobs of a kind may begin as far as its type's limits say.</summary>
    public int FreeOfType(int kind)
    {
        if (kind == 0 || !types.TryGetValue(kind, out var type))
        {
            return int.MaxValue;
        }

        var free = type.MaximumRunning is { } most ? most - use.RunningOfType(kind) : int.MaxValue;
        return type.Rate is { } rate && free > 0 ? Math.Min(free, FreeBy(rate, new Lane("", kind))) : free;
    }

    /// <summary>How many more jobs of a lane may begin.</summary>
    public int FreeOf(Lane lane) => Math.Min(FreeOf(lane.Partition), FreeOfType(lane.Kind));

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

        return limits.RatePerPartition is { } rate && free > 0 ? Math.Min(free, FreeBy(rate, new Lane(partition, 0))) : free;
    }

    /// <summary>Whether so many jobs stepped aside that the claim ends; the next one goes on behind them.</summary>
    public bool HasSteppedAside => steppedAside >= MaximumSteppedAside;

    /// <summary>What the next job of a lane does.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="kind">The kind of the job, which is that of the lane or none that the lane keeps apart.</param>
    /// <remarks>
    /// In an ordered queue nobody passes by within a partition. Who steps aside is counted: each does it once.
    /// </remarks>
    public LaneStep Decide(Lane lane, int kind)
    {
        if (FreeOf(lane.Partition) <= 0)
        {
            return LaneStep.Waits;
        }

        if (FreeOfType(kind) > 0)
        {
            return LaneStep.Begins;
        }

        if (kind == lane.Kind || (limits.IsOrdered && lane.Partition.Length > 0))
        {
            return LaneStep.Waits;
        }

        steppedAside++;
        return LaneStep.StepsAside;
    }

    /// <summary>A job begins.</summary>
    public void Begin(Lane lane)
    {
        if (limits.Rate is { } rate)
        {
            Use(rate, Lane.Plain);
        }

        if (lane.Partition.Length > 0 && limits.RatePerPartition is { } each)
        {
            Use(each, lane with { Kind = 0 });
        }

        if (types.GetValueOrDefault(lane.Kind)?.Rate is { } ofType)
        {
            Use(ofType, lane with { Partition = "" });
        }
    }

    private bool IsHeld(string partition) => !takesSuspects && use.IsHeld(partition);

    private int FreeBy(RateLimit rate, Lane lane)
    {
        var until = Until(rate, lane);
        var free = RateRule.Free(rate, until, now);
        if (free <= 0 && until is { } used)
        {
            var at = RateRule.NextAt(rate, used);
            nextAt = nextAt is { } earlier && earlier < at ? earlier : at;
        }

        return free;
    }

    private void Use(RateLimit rate, Lane lane) =>
        rates[lane] = RateRule.After(rate, Until(rate, lane), now, count: 1);

    private long? Until(RateLimit rate, Lane lane)
    {
        if (rates.TryGetValue(lane, out var until))
        {
            return until;
        }

        var kept = use.RateUntil(lane);
        return kept is { } wrong && RateRule.IsWrong(rate, wrong, now)
            ? rates[lane] = RateRule.After(rate, wrong, now, count: 0)
            : kept;
    }
}
