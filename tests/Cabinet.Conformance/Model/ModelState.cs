using System.Collections.Immutable;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Model;

/// <summary>A whole store as a value: what a driver must show after the same writes.</summary>
internal sealed record ModelState
{
    public static ModelState Empty { get; } = new();

    /// <summary>Live and dead-lettered jobs.</summary>
    public ImmutableSortedDictionary<JobId, ModelJob> Jobs { get; init; } =
        ImmutableSortedDictionary<JobId, ModelJob>.Empty;

    public ImmutableSortedDictionary<JobId, HistoryRecord> History { get; init; } =
        ImmutableSortedDictionary<JobId, HistoryRecord>.Empty;

    public ImmutableSortedDictionary<TaskId, TaskRecord> Tasks { get; init; } =
        ImmutableSortedDictionary<TaskId, TaskRecord>.Empty;

    public ImmutableSortedDictionary<NodeId, NodeRecord> Nodes { get; init; } =
        ImmutableSortedDictionary<NodeId, NodeRecord>.Empty;

    public ImmutableSortedDictionary<string, NodeId> Leases { get; init; } =
        ImmutableSortedDictionary.Create<string, NodeId>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, BackgroundResult> Results { get; init; } =
        ImmutableSortedDictionary.Create<string, BackgroundResult>(StringComparer.Ordinal);

    public ImmutableList<KeyVersionRecord> Keys { get; init; } = [];

    /// <summary>The ring's revision: how many changes the keys have seen.</summary>
    public long Ring { get; init; }

    /// <summary>Nonces that are remembered, with the end of their keeping.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Nonces { get; init; } =
        ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>The latest time up to which nonces were ever forgotten.</summary>
    public DateTimeOffset NonceFloor { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The audit's events in the order of their commits.</summary>
    public ImmutableList<AuditEntryRecord> Audit { get; init; } = [];

    /// <summary>The audit's checkpoints, newest first.</summary>
    public ImmutableList<AuditCheckpoint> Checkpoints { get; init; } = [];

    public ImmutableSortedDictionary<Guid, DataKeyRecord> DataKeys { get; init; } =
        ImmutableSortedDictionary<Guid, DataKeyRecord>.Empty;

    /// <summary>How many events have a place in the audit's tree.</summary>
    public long TreeSize => Audit.Count(entry => entry.Index is not null);

    public ModelState With(ModelJob job) => this with { Jobs = Jobs.SetItem(job.New.Id, job) };

    public ModelState Without(JobId job, HistoryRecord? history) => this with
    {
        Jobs = Jobs.Remove(job),
        History = history is null ? History : History.SetItem(history.Id, history),
    };

    /// <summary>The live job that holds a unique key.</summary>
    public ModelJob? HolderOf(string? key) =>
        key is null ? null : Jobs.Values.FirstOrDefault(job => job.IsLive && job.New.UniqueKey == key);

    /// <summary>What the readers must show.</summary>
    public override string ToString()
    {
        var view = new StoreView();
        foreach (var job in Jobs.Values.Where(job => job.IsLive))
        {
            view.Add(job.ToRecord(), job.Steps, job.Errors);
        }

        foreach (var job in Jobs.Values.Where(job => !job.IsLive))
        {
            view.Add(job.ToDeadLetter(), job.New.Payload, job.Steps, job.Errors);
        }

        foreach (var record in History.Values)
        {
            view.Add(record);
        }

        foreach (var task in Tasks.Values)
        {
            view.Add(task);
        }

        view.Add(Nodes.Values);
        view.Add(Results.Values);
        view.Add(Keys.OrderBy(key => key.KeyId.Value).ThenBy(key => key.Version));
        view.AddRing(Ring);
        AddSecurity(view);
        return view.ToString();
    }

    private void AddSecurity(StoreView view)
    {
        view.Add(new AuditHead(TreeSize, Audit.Count - TreeSize, Checkpoints.FirstOrDefault()), Checkpoints);
        foreach (var entry in Audit)
        {
            view.Add(entry);
        }

        foreach (var key in DataKeys.Values)
        {
            view.Add(key);
        }
    }
}
