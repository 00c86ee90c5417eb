using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Forgets the rates of partitions that have been quiet, so that the store doesn't grow with every partition.</summary>
/// <remarks>A clock that runs ahead here lets a partition have its burst that much earlier, once.</remarks>
internal sealed class RateCleanup(IStore store, TimeProvider time) : IBackgroundTask
{
    private const int BatchSize = 1_000;

    /// <inheritdoc />
    public string Name => "rate-cleanup";

    /// <inheritdoc />
    public TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var prune = new PruneRates(time.GetUtcNow(), BatchSize);
        return await store.CommitAsync(new WriteSet(prune), cancellationToken) is CommitResult.Committed committed
            ? new BatchResult(committed.Affected, committed.Affected == BatchSize)
            : new BatchResult(0, HasMore: false);
    }
}
