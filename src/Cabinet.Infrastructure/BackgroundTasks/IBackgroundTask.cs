namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Work that one node does for all, every now and then.</summary>
/// <remarks>Safe to kill anywhere: each batch is one commit, and the next run goes on with what is left.</remarks>
internal interface IBackgroundTask
{
    /// <summary>What it is called: its lease and its last result go by this name.</summary>
    string Name { get; }

    /// <summary>How often it runs, whichever node does it.</summary>
    TimeSpan Interval { get; }

    /// <summary>
    /// Whether a turn would find something to do. A task that runs often answers from one cheap read, so that a store at
    /// rest isn't written to; without an answer of its own a task always takes its turn.
    /// </summary>
    ValueTask<bool> HasWorkAsync(CancellationToken cancellationToken) => new(true);

    /// <summary>Does one bounded batch.</summary>
    ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken);
}
