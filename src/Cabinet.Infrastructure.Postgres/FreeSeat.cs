using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Postgres;

/// <summary>Any number of nodes work on one store, so there is always a seat.</summary>
internal sealed class FreeSeat : INodeSeat, IDisposable
{
    public bool IsExclusive => false;

    public IDisposable Take(string nodeName) => this;

    public void Dispose()
    {
        // Nothing was taken.
    }
}
