using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Walks over everything sealed.</summary>
internal sealed class InMemoryContentReader(InMemoryDatabase database) : IContentReader
{
    /// <inheritdoc />
    public ValueTask<StoredContentPage> FindAsync(
        SealedUnder version, string? from, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Not yet: {database}.");
}
