namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Work that one node does for all, every now and then.</summary>
/// <remarks>Safe to kill anywhere: each batch is one commit, and the next run goes on with what is left.</remarks>
internal interface IBackgroundTask
{
    /// <summary>What it is called: its lease and its last result go by this name.</summary>
    string Name { get; }

    /// <summary>How often it runs, whichever node does it.</summary>
    TimeSpan Interval { get; }

    /// <summary>Does one bounded batch.</summary>
    ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken);
}
