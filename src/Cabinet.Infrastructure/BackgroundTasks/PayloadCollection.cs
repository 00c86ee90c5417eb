using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Deletes payloads from the storage that no job refers to any more, or never did.</summary>
/// <remarks>
/// Each walk first raises the floor of the nonces to the time now, and deletes only what had to be committed before the floor
/// that the walk before raised: a commit that is still to come and would refer to such a payload is refused, and one that was
/// under way then has had an interval to end. What is referred to is decided in one look at the store, so that a job that
/// moves between its tables meanwhile is seen.
/// </remarks>
internal sealed class PayloadCollection(IStore store, IPayloadStorage storage, TimeProvider time) : IBackgroundTask
{
    private const int PageSize = 500;

    private string? position;
    private DateTimeOffset? floor;
    private DateTimeOffset? floorBefore;

    /// <inheritdoc />
    public string Name => StoredPayload.CollectionTask;

    /// <inheritdoc />
    public TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        if (position is null)
        {
            await RaiseFloorAsync(cancellationToken);
        }

        if (floorBefore is not { } before)
        {
            return new BatchResult(0, HasMore: false);
        }

        var page = await storage.ListAsync(position, PageSize, cancellationToken);
        var deleted = await CollectAsync(
            [.. page.Payloads.Where(payload => payload.CommitUntil < before)], cancellationToken);
        position = page.Next;
        return new BatchResult(deleted, position is not null);
    }

    private async ValueTask RaiseFloorAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await store.CommitAsync(new WriteSet(new PruneNonces(now, PageSize)), cancellationToken);
        floorBefore = floor;
        floor = now;
    }

    private async ValueTask<long> CollectAsync(StoredPayload[] old, CancellationToken cancellationToken)
    {
        if (old.Length == 0)
        {
            return 0;
        }

        var jobs = old.Select(payload => payload.Address.Job).Distinct().ToArray();
        var kept = (await store.Jobs.ListWithPayloadAsync(jobs, cancellationToken)).ToHashSet();
        var deleted = 0L;
        foreach (var payload in old.Where(payload => !kept.Contains(payload.Address.Job)))
        {
            await storage.DeleteAsync(payload.Address, cancellationToken);
            deleted++;
        }

        return deleted;
    }
}
