namespace Cabinet.Domain.Batches;

/// <summary>What happened to a member of a batch, as far as the batch counts it.</summary>
public enum BatchChange
{
    /// <summary>It succeeded, and so has ended.</summary>
    Succeeded,

    /// <summary>It was cancelled, and so has ended.</summary>
    Cancelled,

    /// <summary>It went to the dead-letter queue: it holds the batch open, and the batch has failed.</summary>
    DeadLettered,

    /// <summary>It came back from the dead-letter queue: it counts as unfinished again.</summary>
    Redriven,

    /// <summary>It was discarded from the dead-letter queue, and so has ended.</summary>
    Discarded,
}
