namespace Cabinet.Domain.Tasks;

/// <summary>Where a task stands. The numbers are stored and never change their meaning.</summary>
public enum TaskState
{
    /// <summary>It has jobs to do.</summary>
    Running = 0,

    /// <summary>Every stage is done.</summary>
    Completed = 1,

    /// <summary>Nothing moves any more because jobs are in the dead-letter queue; a redrive sets it running again.</summary>
    Stalled = 2,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled = 3,

    /// <summary>A dead-lettered job that it needs was discarded: it can't complete any more.</summary>
    Failed = 4,
}
