using System.Collections.Immutable;
using Cabinet.Domain.Names;

namespace Cabinet.Domain.Pipelines;

/// <summary>How far one stage of one task is.</summary>
/// <remarks>
/// An item is in exactly one of open, dead-lettered, succeeded and discarded. Which items are open is kept, not only how
/// many, so that an event reported twice is refused instead of counted twice.
/// </remarks>
public sealed record StageState
{
    /// <summary>The stage.</summary>
    public required StageName Name { get; init; }

    /// <summary>Whether a join has got its job.</summary>
    public bool Started { get; init; }

    /// <summary>Items whose jobs are waiting or running.</summary>
    public ImmutableSortedSet<ItemKey> Open { get; init; } = [];

    /// <summary>Items whose jobs are in the dead-letter queue.</summary>
    public ImmutableSortedSet<ItemKey> DeadLettered { get; init; } = [];

    /// <summary>How many items succeeded, the degraded ones included.</summary>
    public int Succeeded { get; init; }

    /// <summary>How many items succeeded through a fallback.</summary>
    public int Degraded { get; init; }

    /// <summary>How many dead-lettered items were discarded.</summary>
    public int Discarded { get; init; }

    /// <summary>The outputs that a join waits for, by the items that they became.</summary>
    public ImmutableSortedDictionary<ItemKey, ReadOnlyMemory<byte>> Outputs { get; init; } =
        ImmutableSortedDictionary<ItemKey, ReadOnlyMemory<byte>>.Empty;
}
