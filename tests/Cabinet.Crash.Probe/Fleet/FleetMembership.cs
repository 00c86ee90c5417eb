using System.Collections.Concurrent;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Crash.Probe.Fleet;

/// <summary>Under which of this process's registrations its jobs were claimed.</summary>
internal sealed class FleetMembership
{
    private readonly ConcurrentDictionary<JobLease, NodeId> claims = new();

    public void Claimed(NodeId node, IReadOnlyList<ClaimedJob> jobs)
    {
        foreach (var job in jobs)
        {
            claims[job.Lease] = node;
        }
    }

    public NodeId NodeOf(JobLease lease) =>
        claims.TryRemove(lease, out var node) ? node : throw new InvalidOperationException($"{lease} was never claimed.");
}
