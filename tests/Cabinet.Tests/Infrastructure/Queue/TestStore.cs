using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Persistence.InMemory;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>
/// The in-memory driver without a sealing front, with faults on demand, that says what happens in it.
/// </summary>
internal sealed class TestStore : IStore, IAsyncDisposable
{
    private readonly InMemoryStoreDriver driver = new();
    private readonly Lock sync = new();
    private readonly List<WriteOperation> committed = [];
    private readonly List<ClaimRequest> claims = [];
    private readonly List<ClaimedJob> claimed = [];
    private readonly List<(Func<bool> Condition, TaskCompletionSource Signal)> waiters = [];
    private int added;

    public TestStore()
    {
        Jobs = new FaultyJobReader(driver.Jobs, ThrowTrouble);
        Nodes = new FaultyNodeReader(driver.Nodes, ThrowTrouble);
        Queues = new FaultyQueueReader(driver.Queues, ThrowTrouble);
    }

    public IJobReader Jobs { get; }

    public IQueueReader Queues { get; }

    public IBulkReader Bulk => driver.Bulk;

    public IApiClientReader Clients => driver.Clients;

    public ITaskReader Tasks => driver.Tasks;

    public IDeadLetterReader DeadLetters => driver.DeadLetters;

    public IHistoryReader History => driver.History;

    public INodeReader Nodes { get; }

    public IKeyReader Keys => driver.Keys;

    public IAuditReader Audit => driver.Audit;

    public IDataKeyReader DataKeys => driver.DataKeys;

    public IScheduleReader Schedules => driver.Schedules;

    /// <summary>Every operation that was committed, in order.</summary>
    public IReadOnlyList<WriteOperation> Committed => Read(() => committed.ToArray());

    /// <summary>Every claim that was answered, in order.</summary>
    public IReadOnlyList<ClaimRequest> Claims => Read(() => claims.ToArray());

    /// <summary>Every job that was claimed, in order.</summary>
    public IReadOnlyList<ClaimedJob> Claimed => Read(() => claimed.ToArray());

    /// <summary>Thrown by every call while it is set.</summary>
    public StoreException? Trouble { get; set; }

    /// <summary>Looks at each write set first, and may throw or wait.</summary>
    public Func<WriteSet, ValueTask>? BeforeCommit { get; set; }

    /// <summary>Looks at each claim's answer, and may lose it.</summary>
    public Action<ClaimResult>? AfterClaim { get; set; }

    /// <summary>Adds an available job, or a scheduled one.</summary>
    public async Task<JobId> AddAsync(
        string queue = "default", DateTimeOffset? dueAt = null, string? traceParent = null)
    {
        var id = new JobId(new Guid(Interlocked.Increment(ref added), 1, 0, new byte[8]));
        await CommitAsync(new EnqueueJob(new NewJob
        {
            Id = id,
            Type = new JobType("test"),
            Queue = new QueueName(queue),
            CreatedAt = TestClock.Noon,
            DueAt = dueAt,
            TraceParent = traceParent,
            Payload = Content.FromSealed(new byte[] { 1 }),
        }));
        return id;
    }

    public async Task AddAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await AddAsync();
        }
    }

    /// <summary>Registers a node that claims one job of the default queue and never says anything again.</summary>
    public async Task<NodeId> AddSilentNodeAsync(TimeSpan lease, bool suspects = false)
    {
        var id = new NodeId(new Guid(Interlocked.Increment(ref added), 2, 0, new byte[8]));
        Interlocked.Decrement(ref added);
        await CommitAsync(new RegisterNode(new NodeRecord(id, "silent", lease, 1, TestClock.Noon)));
        var request = new ClaimRequest(id, new QueueName("default"), 1, TestClock.Noon, suspects);
        Assert.Single((await driver.ClaimAsync(request, CancellationToken.None)).Jobs);
        return id;
    }

    /// <summary>
    /// Lets a node die under each of so many runs of the job that is next, the first time among others.
    /// </summary>
    public async Task KillNodesAsync(int deaths)
    {
        for (var death = 0; death < deaths; death++)
        {
            var node = await AddSilentNodeAsync(TimeSpan.FromSeconds(10), suspects: death > 0);
            await CommitAsync(new ExpireNode(node, 1));
        }
    }

    public ValueTask<CommitResult> CommitAsync(WriteOperation operation) =>
        CommitAsync(new WriteSet(operation), CancellationToken.None);

    /// <summary>
    /// Completes as soon as the condition holds; it is looked at after each change and each <see cref="Poke"/>.
    /// </summary>
    public Task WhenAsync(Func<bool> condition)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (sync)
        {
            waiters.Add((condition, signal));
        }

        Poke();
        return signal.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public Task WhenCommittedAsync<TOperation>(int count = 1)
        where TOperation : WriteOperation =>
        WhenAsync(() => committed.OfType<TOperation>().Count() >= count);

    /// <summary>Completes as soon as every job that was added has ended or is a dead letter.</summary>
    public Task WhenEmptyAsync() => WhenAsync(() => committed.Count(each => each is EndJob or DeadLetterJob) >= added);

    /// <summary>Looks at what is waited for.</summary>
    public void Poke()
    {
        lock (sync)
        {
            foreach (var waiter in waiters.Where(waiter => waiter.Condition()).ToArray())
            {
                waiters.Remove(waiter);
                waiter.Signal.TrySetResult();
            }
        }
    }

    public async Task<IReadOnlyList<NodeRecord>> ListNodesAsync() =>
        await driver.Nodes.ListAsync(TestContext.Current.CancellationToken);

    public async Task<JobRecord?> FindAsync(JobId id) =>
        await driver.Jobs.FindAsync(id, TestContext.Current.CancellationToken);

    public async ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        if (BeforeCommit is { } before)
        {
            await before(writeSet);
        }

        ThrowTrouble();
        var result = await driver.CommitAsync(writeSet, cancellationToken);
        if (result is CommitResult.Committed)
        {
            Read(() => committed.AddRange(writeSet.Operations));
            Poke();
        }

        return result;
    }

    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        ThrowTrouble();
        var result = await driver.ClaimAsync(request, cancellationToken);
        AfterClaim?.Invoke(result);
        lock (sync)
        {
            claims.Add(request);
            claimed.AddRange(result.Jobs);
        }

        Poke();
        return result;
    }

    public ValueTask<OpenResult> OpenPayloadAsync(ClaimedJob job, CancellationToken cancellationToken) =>
        new(OpenResult.Opened([]));

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    private void Read(Action read)
    {
        lock (sync)
        {
            read();
        }
    }

    private TResult Read<TResult>(Func<TResult> read)
    {
        lock (sync)
        {
            return read();
        }
    }

    private void ThrowTrouble()
    {
        if (Trouble is { } trouble)
        {
            throw trouble;
        }
    }
}
