namespace Cabinet.Bench.Queue;

/// <summary>What a durable queue is asked for when it is measured. Its jobs carry 200 bytes and do nothing.</summary>
internal interface IQueueUnderTest : IAsyncDisposable
{
    /// <summary>Enqueues one job; durable when it returns.</summary>
    Task EnqueueAsync(CancellationToken cancellation);

    /// <summary>Enqueues jobs in one commit; durable when it returns.</summary>
    Task EnqueueManyAsync(int jobs, CancellationToken cancellation);

    /// <summary>Whether every job that was enqueued has ended, its outcome durable.</summary>
    Task<bool> IsEmptyAsync(CancellationToken cancellation);
}
