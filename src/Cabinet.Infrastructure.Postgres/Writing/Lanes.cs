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

    private readonly WorkQueue commits = new();
    private readonly WorkQueue control = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> running = [];
    private readonly WriteBudget budget;

    public Lanes(StoreDatabase database, PostgresStoreOptions options, TimeProvider time, PostgresMetrics? metrics)
    {
        budget = new WriteBudget(options.MaximumPendingBytes);
        var names = new NameTable(database.Schema);
        var leases = new LeaseBook();
        var lookUp = new CommitLookUp(database, time, metrics);
        foreach (var queue in (WorkQueue[])[commits, control])
        {
            for (var lane = 0; lane < CountFor(options.MaximumConnections); lane++)
            {
                var connection = new LaneConnection(database, names, metrics);
                var attempt = new CommitAttempt(database, connection, names, lookUp, options.LookUpTimeout);
                var group = new CommitGroup(attempt, names, leases, time, metrics);
                var claims = new ClaimRunner(database, connection, names, leases);
                running.Add(new Lane(queue, connection, group, claims, budget.Return, stopping.Token).RunAsync());
            }
        }
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
