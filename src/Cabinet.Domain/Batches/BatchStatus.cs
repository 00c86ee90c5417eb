namespace Cabinet.Domain.Batches;

/// <summary>Where a batch stands, derived from its progress. Stores filter by the numbers.</summary>
public enum BatchStatus
{
    /// <summary>It takes jobs from anybody.</summary>
    Open = 0,

    /// <summary>It is closed, and members of it wait or run.</summary>
    Running = 1,

    /// <summary>A member of it is in the dead-letter queue: it can't end before that is redriven or discarded.</summary>
    Failed = 2,

    /// <summary>It ended, and each member succeeded.</summary>
    Succeeded = 3,

    /// <summary>It ended, and some members were cancelled or discarded.</summary>
    Ended = 4,
}
