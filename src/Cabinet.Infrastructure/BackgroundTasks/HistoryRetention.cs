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
    private readonly JobCatalog jobs;
    private readonly HistoryRetentionOptions options;
    private HistoryKeeping? keeping;
    private HistorySweep[] sweeps = [];

    public HistoryRetention(
        IStore store, JobCatalog jobs, IOptions<HistoryRetentionOptions> options, TimeProvider time)
    {
        this.store = store;
        this.time = time;
        this.jobs = jobs;
        this.options = options.Value;
    }

    /// <inheritdoc />
    public string Name => "history-retention";

    /// <inheritdoc />
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var longest = await LearnAsync(cancellationToken);
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

    // Where what is said has changed, the sweeps begin anew: what they passed may be over now.
    private async ValueTask<TimeSpan> LearnAsync(CancellationToken cancellationToken)
    {
        var rules = await store.History.ListRetentionAsync(cancellationToken);
        if (keeping is null || !keeping.Rules.SequenceEqual(rules))
        {
            var learnt = new HistoryKeeping(jobs, options, rules);
            keeping = learnt;
            sweeps =
            [
                .. learnt.Periods.Zip(learnt.Periods.Skip(1))
                    .Select(pair => new HistorySweep(store, learnt, pair.First, pair.Second)),
            ];
        }

        return keeping.Periods[^1];
    }

    private async ValueTask<long> PruneAsync(WriteOperation prune, CancellationToken cancellationToken) =>
        await store.CommitAsync(new WriteSet(prune), cancellationToken) is CommitResult.Committed committed
            ? committed.Affected
            : 0;
}
