using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>
/// A small fake of the store: what the worker runtime uses of it, in memory, with faults on demand. It isn't the in-memory
/// driver and proves nothing about drivers.
/// </summary>
internal sealed class FakeStore : IStore, IJobReader, INodeReader
{
    private readonly Lock sync = new();
    private readonly Dictionary<JobId, FakeJob> jobs = [];
    private readonly Dictionary<NodeId, NodeRecord> nodes = [];
    private readonly Dictionary<string, NodeId> leases = [];
    private readonly List<BackgroundResult> results = [];
    private int lastJob;
    private readonly List<(Func<bool> Condition, TaskCompletionSource Signal)> waiters = [];

    public IJobReader Jobs => this;

    public ITaskReader Tasks => throw new NotSupportedException();

    public IDeadLetterReader DeadLetters => throw new NotSupportedException();

    public IHistoryReader History => throw new NotSupportedException();

    public INodeReader Nodes => this;

    /// <summary>Every operation that was committed, in order.</summary>
    public List<WriteOperation> Committed { get; } = [];

    /// <summary>Every claim that was answered, in order.</summary>
    public List<ClaimRequest> Claims { get; } = [];

    /// <summary>Thrown by every call while it is set.</summary>
    public StoreException? Trouble { get; set; }

    /// <summary>Looks at each write set first, and may throw or wait.</summary>
    public Func<WriteSet, ValueTask>? BeforeCommit { get; set; }

    /// <summary>Looks at each claim's answer, and may throw it away.</summary>
    public Action<ClaimResult>? AfterClaim { get; set; }

    /// <summary>How many rows a prune finds, for each write set of its own.</summary>
    public Queue<long> Prunable { get; } = new();

    public FakeJob Add(string queue = "default", bool suspect = false, string? traceParent = null)
    {
        var job = new FakeJob(new JobId(new Guid(Interlocked.Increment(ref lastJob), 1, 0, new byte[8])), new QueueName(queue), traceParent)
        {
            State = suspect ? JobState.Suspect : JobState.Available,
        };
        return Add(job);
    }

    public FakeJob Add(FakeJob job)
    {
        lock (sync)
        {
            jobs.Add(job.Id, job);
        }

        return job;
    }

    public void Add(NodeRecord node) => Change(() => nodes[node.Id] = node);

    /// <summary>Completes as soon as the condition holds.</summary>
    public Task WhenAsync(Func<bool> condition)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (sync)
        {
            waiters.Add((condition, signal));
            Wake();
        }

        return signal.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public Task WhenCommittedAsync<TOperation>(int count = 1)
        where TOperation : WriteOperation =>
        WhenAsync(() => Committed.OfType<TOperation>().Count() >= count);

    public Task WhenEmptyAsync() => WhenAsync(() => jobs.Count == 0);

    public void Change(Action change)
    {
        lock (sync)
        {
            change();
            Wake();
        }
    }

    public TResult Read<TResult>(Func<TResult> read)
    {
        lock (sync)
        {
            return read();
        }
    }

    public IReadOnlyList<NodeRecord> ListNodes() => Read(() => nodes.Values.ToArray());

    public async ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        if (BeforeCommit is { } before)
        {
            await before(writeSet);
        }

        ThrowTrouble();
        lock (sync)
        {
            long affected = 0;
            for (var i = 0; i < writeSet.Operations.Count; i++)
            {
                if (Apply(writeSet.Operations[i], ref affected) is { } refusal)
                {
                    return new CommitResult.Refused(i, refusal);
                }
            }

            Committed.AddRange(writeSet.Operations);
            Wake();
            return new CommitResult.Committed { Affected = affected };
        }
    }

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        ThrowTrouble();
        ClaimResult result;
        lock (sync)
        {
            result = Claim(request);
            Claims.Add(request);
            Wake();
        }

        AfterClaim?.Invoke(result);
        return new(result);
    }

    public OpenResult OpenPayload(ClaimedJob job) => OpenResult.Opened([]);

    public ValueTask<IReadOnlyList<NodeRecord>> ListAsync(CancellationToken cancellationToken)
    {
        ThrowTrouble();
        return new(ListNodes());
    }

    public ValueTask<IReadOnlyList<BackgroundResult>> ListBackgroundResultsAsync(CancellationToken cancellationToken) =>
        new(Read<IReadOnlyList<BackgroundResult>>(() => results.ToArray()));

    public ValueTask<IReadOnlyList<JobRecord>> ListAsync(
        JobFilter filter, Page page, CancellationToken cancellationToken) =>
        new(Read<IReadOnlyList<JobRecord>>(
            () => jobs.Values.Where(job => job.State == filter.State).Select(job => job.ToRecord()).ToArray()));

    public ValueTask<IReadOnlyList<JobId>> ListCancelRequestsAsync(NodeId node, CancellationToken cancellationToken) =>
        new(Read<IReadOnlyList<JobId>>(
            () => jobs.Values.Where(job => job.Node == node && job.CancelRequested).Select(job => job.Id).ToArray()));

    public ValueTask<JobRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken)
    {
        ThrowTrouble();
        return new(Array.Empty<JobCount>());
    }

    public ValueTask<IReadOnlyList<StepRecord>> ReadJournalAsync(JobId id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<JobErrorRecord>> ReadErrorsAsync(JobId id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private void ThrowTrouble()
    {
        if (Trouble is { } trouble)
        {
            throw trouble;
        }
    }

    private void Wake()
    {
        foreach (var waiter in waiters.Where(waiter => waiter.Condition()).ToArray())
        {
            waiters.Remove(waiter);
            waiter.Signal.TrySetResult();
        }
    }

    private ClaimResult Claim(ClaimRequest request)
    {
        if (!nodes.ContainsKey(request.Node))
        {
            return new ClaimResult { Jobs = [], NodeGone = true };
        }

        var queue = jobs.Values.Where(job => job.Queue == request.Queue).ToArray();
        foreach (var due in queue.Where(job => job.State == JobState.Scheduled && job.DueAt <= request.Now))
        {
            due.State = JobState.Available;
        }

        var wanted = request.Suspects ? JobState.Suspect : JobState.Available;
        var claimed = queue.Where(job => job.State == wanted).Take(request.Limit).ToArray();
        return new ClaimResult
        {
            Jobs = [.. claimed.Select(job => job.Claim(request))],
            NextDueAt = queue.Where(job => job.State == JobState.Scheduled).Min(job => job.DueAt),
            SuspectsWaiting = queue.Any(job => job.State == JobState.Suspect),
        };
    }

    private Refusal? Apply(WriteOperation operation, ref long affected)
    {
        switch (operation)
        {
            case RegisterNode register:
                return nodes.TryAdd(register.Node.Id, register.Node) ? null : Refusal.DuplicateId;
            case RenewNode renew:
                return Renew(renew);
            case RetireNode retire:
                return Remove(retire.Node, suspect: false);
            case ExpireNode expire:
                return nodes.TryGetValue(expire.Node, out var node) && node.Beat != expire.Beat
                    ? Refusal.NodeAlive
                    : Remove(expire.Node, suspect: true);
            case EndJob end:
                return Holds(end.Lease) ? Drop(end.Lease.Job) : Refusal.StaleEpoch;
            case DeadLetterJob dead:
                return Holds(dead.Lease) ? Drop(dead.Lease.Job) : Refusal.StaleEpoch;
            case ReturnJob back:
                return Holds(back.Lease) ? jobs[back.Lease.Job].Return(back.DueAt) : Refusal.StaleEpoch;
            case RetryJob retry:
                return Holds(retry.Lease) ? jobs[retry.Lease.Job].Retry(retry.DueAt) : Refusal.StaleEpoch;
            case TakeLease take:
                return Take(take);
            case ReleaseLease release:
                return Release(release);
            case PruneHistory or PruneTasks:
                affected += Prunable.Count > 0 ? Prunable.Dequeue() : 0;
                return null;
            default:
                throw new NotSupportedException(operation.GetType().Name);
        }
    }

    private bool Holds(JobLease lease) =>
        jobs.TryGetValue(lease.Job, out var job) && job.State == JobState.Running && job.Epoch == lease.Epoch;

    private Refusal? Drop(JobId job)
    {
        jobs.Remove(job);
        return null;
    }

    private Refusal? Renew(RenewNode renew)
    {
        if (!nodes.TryGetValue(renew.Node, out var node))
        {
            return Refusal.NodeGone;
        }

        Assert.True(renew.Beat > node.Beat);
        nodes[renew.Node] = node with { Beat = renew.Beat };
        return null;
    }

    private Refusal? Remove(NodeId id, bool suspect)
    {
        if (!nodes.Remove(id))
        {
            return Refusal.NodeGone;
        }

        foreach (var job in jobs.Values.Where(job => job.Node == id))
        {
            job.Abandon(suspect);
        }

        return null;
    }

    private Refusal? Take(TakeLease take)
    {
        if (!nodes.ContainsKey(take.Node))
        {
            return Refusal.NodeGone;
        }

        if (leases.TryGetValue(take.BackgroundTask, out var holder) && holder != take.Node)
        {
            return Refusal.LeaseHeld;
        }

        leases[take.BackgroundTask] = take.Node;
        return null;
    }

    private Refusal? Release(ReleaseLease release)
    {
        if (!leases.TryGetValue(release.Result.Name, out var holder) || holder != release.Node)
        {
            return Refusal.LeaseHeld;
        }

        leases.Remove(release.Result.Name);
        results.RemoveAll(result => result.Name == release.Result.Name);
        results.Add(release.Result);
        return null;
    }
}
