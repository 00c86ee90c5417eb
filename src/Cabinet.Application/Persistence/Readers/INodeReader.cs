using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads nodes and background tasks. Reads change nothing: same state, same answer.</summary>
public interface INodeReader
{
    /// <summary>The registered nodes, by id.</summary>
    ValueTask<IReadOnlyList<NodeRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The last result of each background task, by name.</summary>
    ValueTask<IReadOnlyList<BackgroundResult>> ListBackgroundResultsAsync(CancellationToken cancellationToken);
}
