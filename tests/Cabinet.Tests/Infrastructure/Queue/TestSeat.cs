using Cabinet.Application.Persistence;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>A seat for one node.</summary>
internal sealed class TestSeat(bool isExclusive) : INodeSeat, IDisposable
{
    public bool IsExclusive => isExclusive;

    public bool IsTaken { get; private set; }

    public IDisposable Take(string nodeName)
    {
        if (IsTaken)
        {
            throw new StoreException(StoreFault.InUse, "Another node sits here.");
        }

        IsTaken = true;
        return this;
    }

    public void Dispose() => IsTaken = false;
}
