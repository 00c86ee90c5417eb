using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>A lease row in memory: one claimed batch and how many of its jobs are still under it.</summary>
internal sealed class OpenLease(long number, NodeId node, DateTimeOffset claimedAt, bool alone)
{
    public long Number { get; } = number;

    public NodeId Node { get; } = node;

    public DateTimeOffset ClaimedAt { get; } = claimedAt;

    /// <summary>Whether its jobs were claimed as suspects, each to run alone.</summary>
    public bool Alone { get; } = alone;

    /// <summary>How many jobs are still running under it; at zero its row goes.</summary>
    public int Remaining { get; set; }
}
