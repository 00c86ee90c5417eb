using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Observability;
using Cabinet.Infrastructure.Relational;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>
/// The connections that write: some commit, others claim and keep nodes alive, so that neither waits behind the other.
/// </summary>
internal sealed class Lanes : IAsyncDisposable
{
    // Two are enough to keep the server busy while one waits for its sync; more would share each commit less widely.
    private const int MostOfAKind = 2;

    // Long enough for commits that stand in each other's way, and short for whoever shares a lane with one that waits.
    private static readonly TimeSpan LaneLockTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RoomLockTimeout = TimeSpan.FromMilliseconds(100);

    private readonly WorkQueue commits = new();
    private readonly WorkQueue control = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> running = [];
    private readonly WriteBudget budget;
    private readonly WaitingRoom room;

    public Lanes(StoreDatabase database, PostgresStoreOptions options, TimeProvider time, PostgresMetrics? metrics)
    {
        budget = new WriteBudget(options.MaximumPendingBytes);
        var names = new NameTable(database);
        var leases = new LeaseBook();
        var lookUp = new CommitLookUp(database, time, metrics);
        var keepsSettings = database.TransactionSettings.Count == 0;
        var bounded = keepsSettings ? database : database.WithLockTimeout(LaneLockTimeout);

        var waiting = new LaneConnection(database, names, metrics);
        room = new WaitingRoom(
            Runner(database.WithLockTimeout(RoomLockTimeout), waiting),
            waiting, options.StatementTimeout, time, budget.Return, stopping.Token);
        for (var lane = 0; lane < CountFor(options.MaximumConnections); lane++)
        {
            Start(commits, bounded, new LaneConnection(database, names, metrics, keepsSettings ? LaneLockTimeout : null));
            Start(control, database, new LaneConnection(database, names, metrics));
        }

        void Start(WorkQueue queue, StoreDatabase store, LaneConnection connection)
        {
            var group = new CommitGroup(Runner(store, connection), room);
            var claims = new ClaimRunner(database, connection, names, leases, time, metrics);
            running.Add(new Lane(queue, connection, group, claims, budget.Return, stopping.Token).RunAsync());
        }

        CommitRunner Runner(StoreDatabase store, LaneConnection connection) => new(
            new CommitAttempt(store, connection, names, lookUp, options.LookUpTimeout), names, leases, time, metrics);
    }

    /// <summary>How many connections the lanes keep.</summary>
    public static int ConnectionsOf(int maximumConnections) => 2 * CountFor(maximumConnections);

    /// <summary>Commits a write set; durable when it returns.</summary>
    public async ValueTask<CommitResult> RunAsync(PendingCommit work, CancellationToken cancellationToken)
    {
        await AddAsync(work.WriteSet.Operations.All(IsControl) ? control : commits, work, cancellationToken);
        return await work.Task;
    }

    /// <summary>Claims jobs; durable when it returns.</summary>
    public async ValueTask<ClaimResult> RunAsync(PendingClaim work, CancellationToken cancellationToken)
    {
        await AddAsync(control, work, cancellationToken);
        return await work.Task;
    }

    /// <summary>Commits what is queued, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        commits.Close();
        control.Close();
        stopping.CancelAfter(TimeSpan.FromSeconds(30));
        await Task.WhenAll(running);
        await room.DisposeAsync();
        stopping.Dispose();
    }

    private static int CountFor(int maximumConnections) => maximumConnections >= 6 ? MostOfAKind : 1;

    // What keeps a node alive must not wait behind other people's commits.
    private static bool IsControl(WriteOperation operation) =>
        operation is RegisterNode or RenewNode or RetireNode or ExpireNode or TakeLease or ReleaseLease or ConfirmRing;

    private async ValueTask AddAsync(WorkQueue queue, PendingWork work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await budget.TakeAsync(work.Weight, cancellationToken);
        if (!queue.TryAdd(work))
        {
            budget.Return(work.Weight);
            work.Fail(new StoreException(
                StoreFault.Closed, "The store was closed while this was on its way. Nothing of it was written."));
        }
    }
}
