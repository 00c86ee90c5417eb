using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on bulk actions. Each returns why it is refused, or null.</summary>
internal sealed class BulkOperations(StoreState state)
{
    public Refusal? Put(PutBulk operation, CommitScope scope)
    {
        var bulk = operation.Bulk;
        var stored = state.Bulk.Find(bulk.Id);
        if (bulk.Revision == 0 && stored is not null)
        {
            return scope.Refuse(Refusal.DuplicateId, bulk.Id);
        }

        if (bulk.Revision != (stored?.Revision ?? 0))
        {
            return Refusal.BulkChanged;
        }

        state.Bulk.Put(bulk.Id, bulk with
        {
            Revision = bulk.Revision + 1,
            CreatedAt = Milliseconds.Truncate(bulk.CreatedAt),
            EndedAt = bulk.EndedAt is { } ended ? Milliseconds.Truncate(ended) : null,
        });
        return null;
    }

    public void Prune(PruneBulk operation, CommitScope scope)
    {
        var before = Milliseconds.Truncate(operation.EndedBefore);
        var ended = state.Bulk.Rows.Where(bulk => bulk.EndedAt < before)
            .OrderBy(bulk => bulk.EndedAt).ThenBy(bulk => bulk.Id)
            .Take(operation.Limit).ToList();
        ended.ForEach(bulk => state.Bulk.Remove(bulk.Id));
        scope.Affected += ended.Count;
    }
}
