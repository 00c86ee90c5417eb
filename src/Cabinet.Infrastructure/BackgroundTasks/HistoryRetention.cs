using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Deletes history records, ended tasks and ended batches that are older than they must be kept.</summary>
internal sealed class HistoryRetention(IStore store, IOptions<HistoryRetentionOptions> options, TimeProvider time)
    : IBackgroundTask
{
    private readonly HistoryRetentionOptions options = options.Value;

    /// <inheritdoc />
    public string Name => "history-retention";

    /// <inheritdoc />
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var limit = options.BatchSize;
        var history = await PruneAsync(new PruneHistory(now - options.KeepHistory, limit), cancellationToken);
        var tasks = await PruneAsync(new PruneTasks(now - options.KeepTasks, limit), cancellationToken);
        var batches = await PruneAsync(new PruneBatches(now - options.KeepBatches, limit), cancellationToken);
        return new BatchResult(
            history + tasks + batches, history == limit || tasks == limit || batches == limit);
    }

    private async ValueTask<long> PruneAsync(WriteOperation prune, CancellationToken cancellationToken) =>
        await store.CommitAsync(new WriteSet(prune), cancellationToken) is CommitResult.Committed committed
            ? committed.Affected
            : 0;
}
