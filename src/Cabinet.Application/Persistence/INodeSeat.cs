namespace Cabinet.Application.Persistence;

/// <summary>The right of a node to work on a store. A store for one node has one seat; others always have a free one.</summary>
public interface INodeSeat
{
    /// <summary>
    /// Whether only one node at a time can sit here. Whoever took the seat then knows that every node that is still
    /// registered in the store is dead, and may expire it at once.
    /// </summary>
    bool IsExclusive { get; }

    /// <summary>Takes the seat; disposing of the result gives it back, and so does the end of the process, however it comes.</summary>
    /// <param name="nodeName">What operators call the node; shown to whoever finds the seat taken.</param>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.InUse"/>: another node sits here; the message says which and what to do.
    /// <see cref="StoreFault.ReadOnly"/>: the seat can't be written.
    /// </exception>
    IDisposable Take(string nodeName);
}
