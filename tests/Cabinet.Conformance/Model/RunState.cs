using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Model;

/// <summary>What a random run has made so far, so that later moves can name it: also what is gone by now.</summary>
internal sealed class RunState
{
    public StoreSamples Samples { get; } = new();

    public List<NewJob> Jobs { get; } = [];

    public List<JobLease> Leases { get; } = [];

    public List<NodeRecord> Nodes { get; } = [];

    public List<TaskRecord> Tasks { get; } = [];

    /// <summary>A job that was enqueued once, or that never was.</summary>
    public JobId Job(int choice) => Choose(Jobs, choice)?.Id ?? new JobId(Samples.NextId());

    /// <summary>A node that was registered once, or that never was.</summary>
    public NodeId Node(int choice) => Choose(Nodes, choice)?.Id ?? new NodeId(Samples.NextId());

    /// <summary>A claim, the newest ones most often; it may be stale.</summary>
    public JobLease Lease(int choice) => Leases.Count == 0
        ? new JobLease(new JobId(Samples.NextId()), default)
        : Leases[Leases.Count - 1 - (choice % Math.Min(Leases.Count, choice < 70 ? 4 : Leases.Count))];

    /// <summary>A task as it was inserted, or one that never was.</summary>
    public TaskRecord Task(int choice) => Choose(Tasks, choice) ?? Samples.Task();

    private static T? Choose<T>(List<T> list, int choice)
        where T : class =>
        list.Count == 0 ? null : list[list.Count - 1 - (choice % list.Count)];
}
