using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads bulk actions.</summary>
internal sealed class InMemoryBulkReader(InMemoryDatabase database) : IBulkReader
{
    /// <inheritdoc />
    public ValueTask<BulkRecord?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.Bulk.Find(id), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BulkRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<BulkRecord>>(
            state =>
            [
                .. state.Bulk.Rows.Where(bulk => page.After is not { } after || bulk.Id.CompareTo(after) > 0)
                    .Take(page.Limit),
            ],
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BulkRecord>> ListOpenAsync(int limit, CancellationToken cancellationToken)
    {
        var page = new Page(limit);
        return database.RunAsync<IReadOnlyList<BulkRecord>>(
            state => [.. state.Bulk.Rows.Where(bulk => bulk.EndedAt is null).Take(page.Limit)], cancellationToken);
    }
}
