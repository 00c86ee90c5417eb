namespace Cabinet.Domain.Batches;

/// <summary>What one commit adds to a batch. Deltas add up, so that many outcomes are one change of the batch.</summary>
public readonly record struct BatchDelta
{
    /// <summary>New members.</summary>
    public long Added { get; init; }

    /// <summary>Members that succeeded.</summary>
    public long Succeeded { get; init; }

    /// <summary>Members that were cancelled.</summary>
    public long Cancelled { get; init; }

    /// <summary>Members that went to the dead-letter queue.</summary>
    public long DeadLettered { get; init; }

    /// <summary>Members that came back from there.</summary>
    public long Redriven { get; init; }

    /// <summary>Members that were discarded from there.</summary>
    public long Discarded { get; init; }

    /// <summary>Whether it is closed: it takes no more members but from members.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether it is cancelled: it is closed, and takes no members at all.</summary>
    public bool Cancels { get; init; }

    /// <summary>One change of one member.</summary>
    public static BatchDelta Of(BatchChange change) => change switch
    {
        BatchChange.Succeeded => new BatchDelta { Succeeded = 1 },
        BatchChange.Cancelled => new BatchDelta { Cancelled = 1 },
        BatchChange.DeadLettered => new BatchDelta { DeadLettered = 1 },
        BatchChange.Redriven => new BatchDelta { Redriven = 1 },
        BatchChange.Discarded => new BatchDelta { Discarded = 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No such change."),
    };

    /// <summary>Both together.</summary>
    public static BatchDelta operator +(BatchDelta left, BatchDelta right) => Add(left, right);

    /// <summary>Both together.</summary>
    public static BatchDelta Add(BatchDelta left, BatchDelta right) => new()
    {
        Added = left.Added + right.Added,
        Succeeded = left.Succeeded + right.Succeeded,
        Cancelled = left.Cancelled + right.Cancelled,
        DeadLettered = left.DeadLettered + right.DeadLettered,
        Redriven = left.Redriven + right.Redriven,
        Discarded = left.Discarded + right.Discarded,
        Closes = left.Closes || right.Closes,
        Cancels = left.Cancels || right.Cancels,
    };
}
