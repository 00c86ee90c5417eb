namespace Cabinet.Host.Demo.Running;

/// <summary>What became of all items of an input, whichever run did the work.</summary>
internal sealed record DemoSummary
{
    /// <summary>Files that were submitted.</summary>
    public required int Items { get; init; }

    /// <summary>Items that went through all stages.</summary>
    public required int Completed { get; init; }

    /// <summary>Jobs that a fallback served. The demo's adapters are all local and don't count as fallbacks.</summary>
    public required int Degraded { get; init; }

    /// <summary>Items with a job in the dead-letter queue.</summary>
    public required int DeadLettered { get; init; }

    /// <summary>Attempts beyond the first, as far as the history still knows.</summary>
    public required long Retries { get; init; }

    /// <summary>Jobs that ended: succeeded, dead-lettered or discarded.</summary>
    public required int Jobs { get; init; }

    /// <summary>How long this run took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where the results were written; null when nobody asked.</summary>
    public required string? Output { get; init; }
}
