using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads clients of the HTTP boundary.</summary>
internal sealed class InMemoryApiClientReader(InMemoryDatabase database) : IApiClientReader
{
    /// <inheritdoc />
    public ValueTask<ApiClientRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.Clients.Find(name), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ApiClientRecord>> ListAsync(
        string after, int limit, CancellationToken cancellationToken)
    {
        var page = new Page(limit);
        return database.RunAsync<IReadOnlyList<ApiClientRecord>>(
            state =>
            [
                .. state.Clients.Rows.Where(client => string.CompareOrdinal(client.Name, after) > 0).Take(page.Limit),
            ],
            cancellationToken);
    }
}
