using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>One connection's worth of writing: takes whatever waits, and commits it together.</summary>
internal sealed class Lane(
    WorkQueue queue,
    LaneConnection connection,
    CommitGroup group,
    ClaimRunner claims,
    Action<long> weightReturned,
    CancellationToken stopping)
{
    // Enough to share a commit widely, and little enough that nobody waits long for the others.
    private const int MaximumWorks = 1_000;
    private const int MaximumOperations = 10_000;
    private const long MaximumBytes = 4L * 1024 * 1024;

    private readonly List<PendingCommit> commits = [];

    /// <summary>Works until the queue is closed and empty. Never throws.</summary>
    public async Task RunAsync()
    {
        while (await queue.WaitAsync())
        {
            if (commits.Count > 1)
            {
                // Those whom the last commit served are on the thread pool with their next ones. Behind them in its
                // queue this finds what they leave, and commits it together: with 8 callers a third more per second.
                await Task.Yield();
            }

            if (queue.TryTake(out var work))
            {
                await TurnAsync(work);
            }
        }

        await connection.DisposeAsync();
    }

    private async Task TurnAsync(PendingWork first)
    {
        var weight = 0L;
        var operations = 0;
        PendingClaim? claim = null;
        commits.Clear();
        for (var work = first; work is not null; work = Next(operations, weight))
        {
            weight += work.Weight;
            if (work.IsCancelled)
            {
                work.Cancel();
            }
            else if (work is PendingCommit commit)
            {
                commits.Add(commit);
                operations += commit.WriteSet.Operations.Count;
            }
            else
            {
                claim = (PendingClaim)work;
                break;
            }
        }

        await RunAsync(claim);
        weightReturned(weight - group.MovedWeight);
    }

    private async Task RunAsync(PendingClaim? claim)
    {
        try
        {
            await group.RunAsync(commits, stopping);
            if (claim is not null)
            {
                await claims.RunAsync(claim, stopping);
            }
        }
        catch (Exception exception)
        {
            // A bug, or the end of the lanes; the connection may be in the middle of something.
            await connection.BreakAsync();
            var failure = exception is OperationCanceledException
                ? new StoreException(StoreFault.Closed, "The store was closed.", exception)
                : exception;
            foreach (var commit in commits)
            {
                commit.Fail(failure);
            }

            claim?.Fail(failure);
        }
    }

    private PendingWork? Next(int operations, long weight) =>
        commits.Count < MaximumWorks && operations < MaximumOperations && weight < MaximumBytes
        && queue.TryTake(out var work) ? work : null;
}
