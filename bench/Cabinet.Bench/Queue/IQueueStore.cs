using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Queue;

/// <summary>A database that queues are measured on.</summary>
internal interface IQueueStore
{
    /// <summary>As <c>--store</c> names it.</summary>
    string Name { get; }

    /// <summary>The ways to enqueue in bulk; the first is how backlogs are filled.</summary>
    IReadOnlyList<BulkShape> Bulk { get; }

    /// <summary>Whether several processes can work on one queue.</summary>
    bool HasManyNodes { get; }

    /// <summary>The process that the server's others descend from; null when there is no server.</summary>
    int? ServerProcess { get; }

    /// <summary>A limit, measured once.</summary>
    Func<string, CancellationToken, Task<double>> Limit(string figure);

    /// <summary>Makes an empty place for a queue whose files go into a folder.</summary>
    Task<QueuePlace> CreateAsync(string folder, CancellationToken cancellation);

    /// <summary>Opens a queue, as a process that starts there would.</summary>
    Task<IQueueUnderTest> OpenAsync(
        QueuePlace place, Retention kept, JobMeter? workers, CancellationToken cancellation);

    /// <summary>Brings a filled database into the state it would be in after a while: vacuumed and analysed.</summary>
    Task SettleAsync(QueuePlace place, CancellationToken cancellation);

    /// <summary>Opens a transaction in a session of its own; it ends when disposed.</summary>
    /// <returns>Null when such a transaction has no meaning here.</returns>
    Task<IAsyncDisposable?> HoldAsync(
        QueuePlace place, HeldTransaction transaction, CancellationToken cancellation);
}
