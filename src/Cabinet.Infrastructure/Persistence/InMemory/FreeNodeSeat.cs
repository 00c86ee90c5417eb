using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The seat of a store that any number of nodes share: there is always room.</summary>
internal sealed class FreeNodeSeat : INodeSeat, IDisposable
{
    public bool IsExclusive => false;

    public IDisposable Take(string nodeName) => this;

    public void Dispose()
    {
        // Nothing was taken, so there is nothing to give back.
    }
}
