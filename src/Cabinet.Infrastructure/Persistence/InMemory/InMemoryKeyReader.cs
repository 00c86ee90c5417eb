using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads the key ring.</summary>
internal sealed class InMemoryKeyReader(InMemoryDatabase database) : IKeyReader
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<KeyVersionRecord>>(state => [.. state.Keys.Rows], cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> ReadRevisionAsync(CancellationToken cancellationToken) =>
        database.RunAsync(KeyOperations.ReadRevision, cancellationToken);
}
