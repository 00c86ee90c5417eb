using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Forgets nonces whose time is over, so that the store doesn't grow with every signed command.</summary>
/// <remarks>
/// How long one is kept was decided when it was consumed, both clocks' skew included; and the store admits none that it
/// may have forgotten, so a clock that runs ahead here costs a late command its admission, never a second one.
/// </remarks>
internal sealed class NonceCleanup(IStore store, TimeProvider time) : IBackgroundTask
{
    private const int BatchSize = 1_000;

    /// <inheritdoc />
    public string Name => "nonce-cleanup";

    /// <inheritdoc />
    public TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var prune = new PruneNonces(time.GetUtcNow(), BatchSize);
        return await store.CommitAsync(new WriteSet(prune), cancellationToken) is CommitResult.Committed committed
            ? new BatchResult(committed.Affected, committed.Affected == BatchSize)
            : new BatchResult(0, HasMore: false);
    }
}
