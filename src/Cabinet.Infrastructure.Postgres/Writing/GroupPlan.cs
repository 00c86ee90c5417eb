using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Postgres.Writing.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>
/// Puts the write sets of a group into few statements: what many of them do alike is done by one statement for all.
/// </summary>
/// <remarks>
/// Enqueues, ended jobs and audit events are gathered from write sets in which nothing depends on their place among the
/// operations. A gathered statement that finds anything unexpected undoes the group, and each write set is run alone,
/// operation by operation (<see cref="AddAlone"/>): that is where refusals come from.
/// </remarks>
internal sealed class GroupPlan(INameIds names, LeaseBook leases)
{
    private readonly List<NewJob> enqueued = [];
    private readonly List<EndJob> ended = [];
    private readonly List<(AppendAudit Operation, OperationPlace Place)> audited = [];
    private readonly List<(WriteOperation Operation, OperationPlace Place, bool ChangesKeys)> others = [];
    private readonly HashSet<SealedUnder> versions = [];
    private readonly BatchPlan batches = new();

    /// <summary>Adds a write set to the group.</summary>
    /// <param name="work">The write set.</param>
    /// <param name="number">Its number within the group.</param>
    public void Add(PendingCommit work, int number)
    {
        var operations = work.WriteSet.Operations;
        var mayGather = MayGather(operations);
        var changesKeys = operations.Any(static operation => operation is FenceKeyVersion or ChangeKeyState);
        for (var i = 0; i < operations.Count; i++)
        {
            FenceCheck.Collect(operations[i], versions);
            var place = new OperationPlace(work.Outcome, number);
            var isCounted = batches.TryAdd(operations[i], place);
            if (!mayGather || !(isCounted || TryGather(operations[i], place)))
            {
                others.Add((operations[i], place, changesKeys));
            }
        }
    }

    /// <summary>Writes the statements.</summary>
    public void Build(CommandList commands, CommitName name)
    {
        if (enqueued is [{ Tags.Count: 0, Partition: null }] && ended.Count == 0 && others.Count == 0
            && audited.Count == 0 && versions.Count == 1 && batches.IsEmpty)
        {
            EnqueueCommands.AddOnly(commands, enqueued[0], name, versions.First(), names);
            return;
        }

        FenceCheck.AddBegin(commands, name, versions);

        // Ended jobs first: an id may be used again by a job that the same write set enqueues.
        foreach (var epoch in ended.GroupBy(static end => end.Lease.Epoch.Value))
        {
            RunningCommands.EndMany(commands, [.. epoch.Select(static end => end.Lease.Job.Value)], epoch.Key);
        }

        if (enqueued.Count > 0)
        {
            EnqueueCommands.AddMany(commands, enqueued, names);
        }

        foreach (var (operation, place, changesKeys) in others)
        {
            if (changesKeys)
            {
                // The check at the beginning came before a fence that this very write set puts up.
                FenceCheck.Add(commands, operation, place);
            }

            if (!batches.TryMark(commands, operation))
            {
                OperationTable.Add(commands, operation, place, names, leases);
            }
        }

        var kept = ended.Where(static end => end.History is not null).Select(static end => end.History!).ToList();
        if (kept.Count > 0)
        {
            HistoryArrays.Insert(commands, kept, names);
        }

        // Last, because appending holds a lock until the commit.
        if (audited.Count > 0)
        {
            AuditCommands.AddMany(commands, audited);
        }

        batches.Build(commands);
    }

    /// <summary>Writes the statements of one write set, each operation in its place with all its preconditions.</summary>
    public static void AddAlone(
        CommandList commands, PendingCommit work, CommitName name, INameIds names, LeaseBook leases)
    {
        FenceCheck.AddBegin(commands, name, []);
        AddEach(commands, work.WriteSet.Operations, work.Outcome, names, leases);
    }

    /// <summary>Writes each operation in its place, with all its preconditions.</summary>
    public static void AddEach(
        CommandList commands,
        IReadOnlyList<WriteOperation> operations,
        SetOutcome outcome,
        INameIds names,
        LeaseBook leases)
    {
        var batches = new BatchPlan();
        for (var i = 0; i < operations.Count; i++)
        {
            var place = new OperationPlace(outcome, i);
            FenceCheck.Add(commands, operations[i], place);
            if (batches.TryAdd(operations[i], place))
            {
                batches.TryMark(commands, operations[i]);
                continue;
            }

            OperationTable.Add(commands, operations[i], place, names, leases);
        }

        batches.Build(commands);
    }

    // Operations that neither look at waiting jobs nor at the history, so that their order doesn't matter to the others.
    // A unique job is inserted by itself, and the jobs that come with it keep their order of age.
    private static bool MayGather(IReadOnlyList<WriteOperation> operations)
    {
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i] is not (EnqueueJob { Job.UniqueKey: null } or EndJob or AppendAudit or InsertTask
                or UpdateTask or ConsumeNonce or ReserveKeyUses or InsertBatch or AddToBatch or CloseBatch
                or CountBatch { UnlessLive: null }))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryGather(WriteOperation operation, OperationPlace place)
    {
        switch (operation)
        {
            case EnqueueJob { Job: var job }:
                enqueued.Add(job);
                return true;
            case EndJob end when leases.Find(end.Lease) is not null:
                ended.Add(end);
                return true;
            case AppendAudit audit:
                audited.Add((audit, place));
                return true;
            default:
                return false;
        }
    }
}
