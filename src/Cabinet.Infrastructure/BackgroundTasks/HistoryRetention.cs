using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Queue;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Deletes history records, ended tasks, batches and bulk actions that are older than they must be kept.</summary>
/// <remarks>
/// What is older than the longest period of all goes by its age alone, whatever it is; each shorter period has a sweep.
/// </remarks>
internal sealed class HistoryRetention : IBackgroundTask
{
    private readonly IStore store;
    private readonly TimeProvider time;
    private readonly HistoryRetentionOptions options;
    private readonly TimeSpan longest;
    private readonly HistorySweep[] sweeps;

    public HistoryRetention(
        IStore store, JobCatalog jobs, IOptions<HistoryRetentionOptions> options, TimeProvider time)
    {
        this.store = store;
        this.time = time;
        this.options = options.Value;
        var keeping = new HistoryKeeping(jobs, this.options);
        var periods = keeping.Periods;
        longest = periods[^1];
        sweeps =
        [
            .. Enumerable.Range(0, periods.Count - 1)
                .Select(i => new HistorySweep(store, keeping, periods[i], periods[i + 1])),
        ];
    }

    /// <inheritdoc />
    public string Name => "history-retention";

    /// <inheritdoc />
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var limit = options.BatchSize;
        var history = await PruneAsync(new PruneHistory(now - longest, limit), cancellationToken);
        var tasks = await PruneAsync(new PruneTasks(now - options.KeepTasks, limit), cancellationToken);
        var batches = await PruneAsync(new PruneBatches(now - options.KeepBatches, limit), cancellationToken);
        var bulk = await PruneAsync(new PruneBulk(now - options.KeepTasks, limit), cancellationToken);
        var affected = history + tasks + batches + bulk;
        var hasMore = history == limit || tasks == limit || batches == limit || bulk == limit;
        foreach (var sweep in sweeps)
        {
            var swept = await sweep.RunAsync(now, limit, cancellationToken);
            affected += swept.Affected;
            hasMore |= swept.HasMore;
        }

        return new BatchResult(affected, hasMore);
    }

    private async ValueTask<long> PruneAsync(WriteOperation prune, CancellationToken cancellationToken) =>
        await store.CommitAsync(new WriteSet(prune), cancellationToken) is CommitResult.Committed committed
            ? committed.Affected
            : 0;
}
