namespace Cabinet.Domain.Pipelines;

/// <summary>What a dead-lettered job means for the stages that wait for it.</summary>
public enum FailedItems
{
    /// <summary>They wait until it is redriven; the task stalls. The default.</summary>
    Hold = 0,

    /// <summary>They go on without it.</summary>
    Skip = 1,
}
