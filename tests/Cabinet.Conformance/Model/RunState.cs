using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Model;

/// <summary>What a random run has made so far, so that later moves can name it: also what is gone by now.</summary>
internal sealed class RunState
{
    // Of 100 choices so many fit: a run that mostly names what is gone is refused a lot and gets nowhere.
    private const int Fitting = 85;

    public StoreSamples Samples { get; } = new();

    public List<NewJob> Jobs { get; } = [];

    public List<JobLease> Leases { get; } = [];

    public List<NodeRecord> Nodes { get; } = [];

    public List<TaskRecord> Tasks { get; } = [];

    /// <summary>Mostly a job that is there; else one that is gone, or never was.</summary>
    public JobId Job(int choice, ModelState model) => choice < Fitting && model.Jobs.Count > 0
        ? model.Jobs.Keys.ElementAt(choice % model.Jobs.Count)
        : Choose(Jobs, choice)?.Id ?? new JobId(Samples.NextId());

    /// <summary>Mostly a job in the dead-letter queue; else any.</summary>
    public JobId DeadLetter(int choice, ModelState model)
    {
        var dead = model.Jobs.Values.Where(job => !job.IsLive).ToList();
        return choice < Fitting && dead.Count > 0 ? dead[choice % dead.Count].New.Id : Job(choice, model);
    }

    /// <summary>Mostly a node that lives; else one that is gone, or never was.</summary>
    public NodeId Node(int choice, ModelState model) => choice < Fitting && model.Nodes.Count > 0
        ? model.Nodes.Keys.ElementAt(choice % model.Nodes.Count)
        : Choose(Nodes, choice)?.Id ?? new NodeId(Samples.NextId());

    /// <summary>Mostly a claim that holds; else a stale one, or one that never was.</summary>
    public JobLease Lease(int choice, ModelState model)
    {
        var held = model.Jobs.Values.Where(job => job.IsLive && job.State == JobState.Running).ToList();
        return choice < Fitting && held.Count > 0
            ? new JobLease(held[choice % held.Count].New.Id, held[choice % held.Count].Epoch)
            : Leases.Count > 0 ? Leases[choice % Leases.Count] : new JobLease(new JobId(Samples.NextId()), default);
    }

    /// <summary>A task as it was inserted, or one that never was.</summary>
    public TaskRecord Task(int choice) => Choose(Tasks, choice) ?? Samples.Task();

    private static T? Choose<T>(List<T> list, int choice)
        where T : class =>
        list.Count == 0 ? null : list[list.Count - 1 - (choice % list.Count)];
}
