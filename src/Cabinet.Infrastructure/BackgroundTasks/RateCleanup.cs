using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Forgets the rates of partitions that have been quiet, so that the store doesn't grow with every partition.</summary>
/// <remarks>
/// A rate is kept for <see cref="RateRule.ClockTolerance"/> longer than it says something by the clock here: to a claim of a
/// node whose clock is behind, or one that waited while this ran, it still does.
/// </remarks>
internal sealed class RateCleanup(IStore store, TimeProvider time) : IBackgroundTask
{
    private const int BatchSize = 1_000;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMicroseconds(RateRule.ClockTolerance);

    /// <inheritdoc />
    public string Name => "rate-cleanup";

    /// <inheritdoc />
    public TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var prune = new PruneRates(time.GetUtcNow() - ClockTolerance, BatchSize);
        return await store.CommitAsync(new WriteSet(prune), cancellationToken) is CommitResult.Committed committed
            ? new BatchResult(committed.Affected, committed.Affected == BatchSize)
            : new BatchResult(0, HasMore: false);
    }
}
