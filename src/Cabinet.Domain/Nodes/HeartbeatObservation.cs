namespace Cabinet.Domain.Nodes;

/// <summary>What one observer knows of one other node: the last heartbeat it read and for how long it was unchanged.</summary>
/// <remarks>
/// Only successful reads move an observation forward, and each adds at most one renewal interval: while the database
/// is away nothing is read, so an outage ages nobody. An observer that couldn't read begins all its observations anew.
/// </remarks>
/// <param name="Beat">The heartbeat counter that was read.</param>
/// <param name="Unchanged">
/// For how long consecutive successful reads have shown this same counter; below zero while a node has time to come
/// back after an outage.
/// </param>
public readonly record struct HeartbeatObservation(long Beat, TimeSpan Unchanged)
{
    /// <summary>
    /// How long a node has at least after an outage of the database, however short its lease: it has to notice that
    /// the database is back, to connect, and to say that it lives.
    /// </summary>
    public static readonly TimeSpan TimeToComeBack = TimeSpan.FromSeconds(10);

    /// <summary>An observation that begins now.</summary>
    /// <param name="beat">The counter that was read.</param>
    public static HeartbeatObservation Begin(long beat) => new(beat, TimeSpan.Zero);

    /// <summary>An observation that begins with the first successful read after an outage of the database.</summary>
    /// <param name="beat">The counter that was read.</param>
    /// <param name="lease">The observed node's lease.</param>
    public static HeartbeatObservation BeginAfterOutage(long beat, NodeLease lease) =>
        new(beat, lease.Duration < TimeToComeBack ? lease.Duration - TimeToComeBack : TimeSpan.Zero);

    /// <summary>The observation after another successful read.</summary>
    /// <param name="beat">The counter that was read now.</param>
    /// <param name="sincePreviousRead">Monotonic time since the previous successful read.</param>
    /// <param name="lease">The observed node's lease.</param>
    public HeartbeatObservation Read(long beat, TimeSpan sincePreviousRead, NodeLease lease)
    {
        if (beat != Beat)
        {
            return Begin(beat);
        }

        var counted = sincePreviousRead < lease.RenewalInterval ? sincePreviousRead : lease.RenewalInterval;
        return this with { Unchanged = Unchanged + counted };
    }

    /// <summary>Whether the node counts as dead.</summary>
    public bool IsDead(NodeLease lease) => Unchanged >= lease.Duration;

    /// <summary>How much longer the counter must be read unchanged until the node counts as dead; not below zero.</summary>
    public TimeSpan Remaining(NodeLease lease) => IsDead(lease) ? TimeSpan.Zero : lease.Duration - Unchanged;
}
