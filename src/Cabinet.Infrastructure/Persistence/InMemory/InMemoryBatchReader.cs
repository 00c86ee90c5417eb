using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads batches.</summary>
internal sealed class InMemoryBatchReader(InMemoryDatabase database) : IBatchReader
{
    /// <inheritdoc />
    public ValueTask<BatchRecord?> FindAsync(BatchId id, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.Batches.Find(id), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BatchRecord>> ListAsync(
        BatchFilter filter, Page page, CancellationToken cancellationToken) =>
        database.RunAsync(
            state => state.Batches.Rows
                .Where(batch => filter.Status is null || batch.Status == filter.Status)
                .Where(batch => filter.Name is null || batch.Name == filter.Name)
                .Read(page, batch => batch.Id.Value, batch => batch),
            cancellationToken);
}
