using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads nodes and background tasks.</summary>
internal sealed class InMemoryNodeReader(InMemoryDatabase database) : INodeReader
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<NodeRecord>> ListAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<NodeRecord>>(state => [.. state.Nodes.Rows], cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BackgroundResult>> ListBackgroundResultsAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<BackgroundResult>>(
            state => [.. state.BackgroundResults.Rows], cancellationToken);
}
