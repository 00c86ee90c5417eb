using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>Reads nodes, unless the store has trouble.</summary>
internal sealed class FaultyNodeReader(INodeReader inner, Action fault) : INodeReader
{
    public ValueTask<IReadOnlyList<NodeRecord>> ListAsync(CancellationToken cancellationToken)
    {
        fault();
        return inner.ListAsync(cancellationToken);
    }

    public ValueTask<IReadOnlyList<BackgroundResult>> ListBackgroundResultsAsync(CancellationToken cancellationToken)
    {
        fault();
        return inner.ListBackgroundResultsAsync(cancellationToken);
    }
}
