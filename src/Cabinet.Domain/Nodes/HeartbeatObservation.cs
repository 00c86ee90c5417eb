namespace Cabinet.Domain.Nodes;

/// <summary>What one observer knows of one other node: the last heartbeat it read and for how long it was unchanged.</summary>
/// <remarks>
/// Only successful reads move an observation forward, and each adds at most one renewal interval: while the database
/// is away nothing is read, so an outage ages nobody.
/// </remarks>
/// <param name="Beat">The heartbeat counter that was read.</param>
/// <param name="Unchanged">For how long consecutive successful reads have shown this same counter.</param>
public readonly record struct HeartbeatObservation(long Beat, TimeSpan Unchanged)
{
    /// <summary>The observation after another successful read.</summary>
    /// <param name="beat">The counter that was read now.</param>
    /// <param name="sincePreviousRead">Monotonic time since the previous successful read.</param>
    /// <param name="lease">The observed node's lease.</param>
    public HeartbeatObservation Read(long beat, TimeSpan sincePreviousRead, NodeLease lease)
    {
        if (beat != Beat)
        {
            return new HeartbeatObservation(beat, TimeSpan.Zero);
        }

        var counted = sincePreviousRead < lease.RenewalInterval ? sincePreviousRead : lease.RenewalInterval;
        return this with { Unchanged = Unchanged + counted };
    }

    /// <summary>Whether the node counts as dead.</summary>
    public bool IsDead(NodeLease lease) => Unchanged >= lease.Duration;
}
