using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Records;

/// <summary>A node that is on the list of the living.</summary>
/// <param name="Id">This run of the node.</param>
/// <param name="Name">What operators call it: host and process, at most 200 characters.</param>
/// <param name="Lease">Its lease time.</param>
/// <param name="Beat">Its heartbeat counter.</param>
/// <param name="StartedAt">When it registered (UTC).</param>
public sealed record NodeRecord(NodeId Id, string Name, TimeSpan Lease, long Beat, DateTimeOffset StartedAt)
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaximumName = 200;

    /// <summary>The revision of the key ring that it confirmed; 0 before it confirmed any.</summary>
    public long RingRevision { get; init; }
}
