using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Model;

/// <summary>The operations on nodes and leases, as their docstrings have them.</summary>
internal static class NodeRules
{
    public static ModelStep Register(ModelState state, RegisterNode operation) =>
        state.Nodes.ContainsKey(operation.Node.Id)
            ? new(state) { Refusal = Refusal.DuplicateId, Existing = operation.Node.Id.Value }
            : new(state with { Nodes = state.Nodes.Add(operation.Node.Id, operation.Node) });

    public static ModelStep Renew(ModelState state, RenewNode operation) =>
        state.Nodes.TryGetValue(operation.Node, out var node)
            ? new(state with { Nodes = state.Nodes.SetItem(node.Id, node with { Beat = operation.Beat }) })
            : new(state) { Refusal = Refusal.NodeGone };

    public static ModelStep Expire(ModelState state, ExpireNode operation)
    {
        if (!state.Nodes.TryGetValue(operation.Node, out var node))
        {
            return new(state) { Refusal = Refusal.NodeGone };
        }

        return node.Beat == operation.Beat
            ? new(Remove(state, node.Id, job => job.Waiting(JobState.Suspect, null, job.Attempt - 1) with
            {
                DeathsAlone = job.RunsAlone ? job.DeathsAlone + 1 : job.DeathsAlone,
            }))
            { Affected = HeldBy(state, node.Id).Count() }
            : new(state) { Refusal = Refusal.NodeAlive };
    }

    public static ModelStep Retire(ModelState state, RetireNode operation) => state.Nodes.ContainsKey(operation.Node)
        ? new(Remove(state, operation.Node, job => job.Waiting(JobState.Available, null, job.Attempt - 1)))
        : new(state) { Refusal = Refusal.NodeGone };

    public static ModelStep Take(ModelState state, TakeLease operation)
    {
        if (!state.Nodes.ContainsKey(operation.Node))
        {
            return new(state) { Refusal = Refusal.NodeGone };
        }

        var isFree = !state.Leases.TryGetValue(operation.BackgroundTask, out var holder) || holder == operation.Node;
        return isFree
            ? new(state with { Leases = state.Leases.SetItem(operation.BackgroundTask, operation.Node) })
            : new(state) { Refusal = Refusal.LeaseHeld };
    }

    public static ModelStep Release(ModelState state, ReleaseLease operation)
    {
        var name = operation.Result.Name;
        return state.Leases.TryGetValue(name, out var holder) && holder == operation.Node
            ? new(state with
            {
                Leases = state.Leases.Remove(name),
                Results = state.Results.SetItem(name, operation.Result),
            })
            : new(state) { Refusal = Refusal.LeaseHeld };
    }

    private static IEnumerable<ModelJob> HeldBy(ModelState state, NodeId node) =>
        state.Jobs.Values.Where(job => job.IsLive && job.State == JobState.Running && job.Node == node);

    private static ModelState Remove(ModelState state, NodeId node, Func<ModelJob, ModelJob> release)
    {
        var freed = state.Leases.Where(lease => lease.Value == node).Select(lease => lease.Key);
        var next = state with { Nodes = state.Nodes.Remove(node), Leases = state.Leases.RemoveRange(freed) };
        return HeldBy(state, node).Aggregate(next, (current, job) => current.With(release(job)));
    }
}
