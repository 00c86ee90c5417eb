using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on nodes and their leases. Each returns why it is refused, or null.</summary>
internal sealed class NodeOperations(StoreState state)
{
    public Refusal? Register(RegisterNode operation, CommitScope scope)
    {
        var node = operation.Node;
        if (state.Nodes.Find(node.Id) is not null)
        {
            return scope.Refuse(Refusal.DuplicateId, node.Id.Value);
        }

        state.Nodes.Put(node.Id, node with
        {
            Lease = Milliseconds.Truncate(node.Lease),
            StartedAt = Milliseconds.Truncate(node.StartedAt),
        });
        return null;
    }

    public Refusal? Renew(RenewNode operation)
    {
        if (state.Nodes.Find(operation.Node) is not { } node)
        {
            return Refusal.NodeGone;
        }

        state.Nodes.Put(node.Id, node with { Beat = operation.Beat });
        return null;
    }

    public Refusal? ConfirmRing(ConfirmRing operation)
    {
        if (state.Nodes.Find(operation.Node) is not { } node)
        {
            return Refusal.NodeGone;
        }

        state.Nodes.Put(node.Id, node with { RingRevision = Math.Max(node.RingRevision, operation.Revision) });
        return null;
    }

    public Refusal? Expire(ExpireNode operation, CommitScope scope)
    {
        if (state.Nodes.Find(operation.Node) is not { } node)
        {
            return Refusal.NodeGone;
        }

        if (node.Beat != operation.Beat)
        {
            return Refusal.NodeAlive;
        }

        scope.Affected += Remove(operation.Node, row => row.Released(JobState.Suspect) with
        {
            DeathsAlone = row.DeathsAlone + (row.RunsAlone ? 1 : 0),
        });
        return null;
    }

    public Refusal? Retire(RetireNode operation)
    {
        if (state.Nodes.Find(operation.Node) is null)
        {
            return Refusal.NodeGone;
        }

        Remove(operation.Node, row => row.Released(JobState.Available));
        return null;
    }

    public Refusal? Take(TakeLease operation)
    {
        if (state.Nodes.Find(operation.Node) is null)
        {
            return Refusal.NodeGone;
        }

        if (state.Leases.Find(operation.BackgroundTask) is { } lease && lease.Node != operation.Node)
        {
            return Refusal.LeaseHeld;
        }

        state.Leases.Put(operation.BackgroundTask, new LeaseRow(operation.BackgroundTask, operation.Node));
        return null;
    }

    public Refusal? Release(ReleaseLease operation)
    {
        var result = operation.Result;
        if (state.Leases.Find(result.Name)?.Node != operation.Node)
        {
            return Refusal.LeaseHeld;
        }

        state.Leases.Remove(result.Name);
        state.BackgroundResults.Put(result.Name, result with
        {
            At = Milliseconds.Truncate(result.At),
            Duration = Milliseconds.Truncate(result.Duration),
        });
        return null;
    }

    // Takes the node off the list, frees its leases, and gives its jobs back without costing them an attempt.
    private int Remove(NodeId node, Func<JobRow, JobRow> release)
    {
        state.Nodes.Remove(node);
        foreach (var lease in state.Leases.Rows.Where(lease => lease.Node == node).ToList())
        {
            state.Leases.Remove(lease.BackgroundTask);
        }

        var jobs = state.JobIndex.RunningOn(node);
        foreach (var job in jobs)
        {
            var row = state.Jobs.Find(job)!;
            state.Jobs.Put(job, release(row) with { Attempt = row.Attempt - 1 });
        }

        return jobs.Length;
    }
}
