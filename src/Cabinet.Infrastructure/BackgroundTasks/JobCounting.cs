using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Counts all jobs while there are more than a status counts for itself, so that it can say how many.</summary>
/// <remarks>A read beside the claims, on one node: it takes them nothing, and a store with few jobs isn't read at all.</remarks>
internal sealed class JobCounting(IStore store, TimeProvider time) : IBackgroundTask
{
    /// <inheritdoc />
    public string Name => "job-counting";

    /// <inheritdoc />
    public TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async ValueTask<bool> HasWorkAsync(CancellationToken cancellationToken)
    {
        var queues = await store.Queues.ListStatusAsync(time.GetUtcNow(), cancellationToken);
        return queues.Any(queue => !queue.Available.IsExact || !queue.Scheduled.IsExact || !queue.Suspect.IsExact);
    }

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var begun = time.GetUtcNow();
        var counts = await store.Jobs.CountAsync(cancellationToken);
        await store.CommitAsync(new WriteSet(new RecordJobCounts(begun, counts)), cancellationToken);
        return new BatchResult(counts.Count, HasMore: false);
    }
}
