namespace Cabinet.Application.Commands;

/// <summary>What became of a change of a batch. A closed set.</summary>
public enum BatchResult
{
    /// <summary>It is durable.</summary>
    Done = 0,

    /// <summary>There is no such batch: never made, or pruned after its end.</summary>
    NotFound = 1,

    /// <summary>The batch takes no more jobs: nothing was enqueued.</summary>
    Closed = 2,
}
