using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads data keys.</summary>
internal sealed class InMemoryDataKeyReader(InMemoryDatabase database) : IDataKeyReader
{
    /// <inheritdoc />
    public ValueTask<DataKeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.DataKeys.Find(id), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DataKeyRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<DataKeyRecord>>(
            state =>
            [
                .. state.DataKeys.Rows
                    .Where(key => page.After is not { } after || key.Id.CompareTo(after) > 0)
                    .Take(page.Limit),
            ],
            cancellationToken);
}
