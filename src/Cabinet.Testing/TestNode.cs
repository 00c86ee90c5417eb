using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Testing;

/// <summary>
/// The one node of a test: it claims and runs a job at a time, in the order of queue, turn and priority, and can die.
/// </summary>
internal sealed class TestNode(
    IStore store,
    IJobExecutor executor,
    Faults faults,
    CurrentAttempt current,
    TimeProvider time,
    CabinetTestOptions options)
{
    // An outcome that the store doesn't take is tried again, as a real node does; a test that goes on for ever says so.
    private const int SettleAttempts = 100;

    private NodeId? id;
    private int nodes;

    /// <summary>Claims the next job that may run now; null when there is none.</summary>
    public async Task<ClaimedJob?> ClaimNextAsync(CancellationToken cancellationToken)
    {
        var counts = await store.Jobs.CountAsync(cancellationToken);
        foreach (var queue in counts.Select(count => count.Queue).Distinct().OrderBy(name => name.Value, StringComparer.Ordinal))
        {
            if (await ClaimAsync(queue, cancellationToken) is { } job)
            {
                return job;
            }
        }

        return null;
    }

    /// <summary>Claims the next job of a queue; null when none may run now.</summary>
    public async Task<ClaimedJob?> ClaimAsync(QueueName queue, CancellationToken cancellationToken)
    {
        var node = await RequireNodeAsync(cancellationToken);
        var request = new ClaimRequest(node, queue, 1, time.GetUtcNow());
        var result = await store.ClaimAsync(request, cancellationToken);
        if (result.Jobs.Count == 0 && result.SuspectsWaiting)
        {
            result = await store.ClaimAsync(request with { Suspects = true }, cancellationToken);
        }

        return result.Jobs is [var job] ? job : null;
    }

    /// <summary>When the next scheduled job falls due; null when none is scheduled.</summary>
    public async Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken)
    {
        var filter = new JobFilter { State = JobState.Scheduled };
        DateTimeOffset? next = null;
        for (Page? page = Page.First; page is { } read;)
        {
            var jobs = await store.Jobs.ListAsync(filter, read, cancellationToken);
            foreach (var job in jobs.Where(job => job.DueAt is { } due && (next is null || due < next)))
            {
                next = job.DueAt;
            }

            page = jobs.Count < read.Limit ? null : read with { After = jobs[^1].Id.Value };
        }

        return next;
    }

    /// <summary>Runs a claimed job and commits what came of it, unless a fault keeps it from that.</summary>
    /// <exception cref="CabinetTestException">The handler doesn't end, or its outcome can't be committed.</exception>
    public async Task<RanJob> RunAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        using var control = new JobControl();
        current.Control = control;
        current.Fault = faults.TakeFor(job.Type);
        var fault = current.Fault;
        var outcome = await AwaitAsync(job, executor.RunAsync(job, control).AsTask(), cancellationToken);
        RanJob Ran(Settlement? settlement) => new(job.Id, job.Type, job.Queue, job.Attempt, at, outcome, settlement);
        switch (fault)
        {
            case AttemptFault.Crashes:
                await LeaveAsync(node => new ExpireNode(node, Beat: 1), cancellationToken);
                return Ran(null);
            case AttemptFault.LosesLease:
                await LeaveAsync(static node => new RetireNode(node), cancellationToken);
                break;
        }

        return Ran(await SettleAsync(job, outcome, cancellationToken));
    }

    private async Task<JobOutcome> AwaitAsync(
        ClaimedJob job, Task<JobOutcome> running, CancellationToken cancellationToken)
    {
        try
        {
            return await running.WaitAsync(options.Patience, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new CabinetTestException(
                $"The handler of {job.Type} hasn't ended after {options.Patience}. The test's clock stands still while it "
                + "runs: a handler that waits for the clock waits for ever. Let it snooze instead, or raise Patience.");
        }
    }

    private async Task<Settlement> SettleAsync(ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await executor.SettleAsync(job, outcome, cancellationToken);
            }
            catch (StoreException exception) when (attempt >= SettleAttempts)
            {
                throw new CabinetTestException(
                    $"The outcome of {job.Type} {job.Id} couldn't be committed {attempt} times: {exception.Message}");
            }
            catch (StoreException)
            {
                // As a node does: the same outcome again, until the store takes it or says that the lease is gone.
            }
        }
    }

    private async Task LeaveAsync(Func<NodeId, WriteOperation> leave, CancellationToken cancellationToken)
    {
        await CommitAsync(leave(await RequireNodeAsync(cancellationToken)), cancellationToken);
        id = null;
    }

    private async Task<NodeId> RequireNodeAsync(CancellationToken cancellationToken)
    {
        if (id is { } known)
        {
            return known;
        }

        var node = new NodeId(new Guid(++nodes, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0));
        var record = new NodeRecord(node, $"test-{nodes}", TimeSpan.FromMinutes(10), Beat: 1, time.GetUtcNow());
        await CommitAsync(new RegisterNode(record), cancellationToken);
        id = node;
        return node;
    }

    private async Task CommitAsync(WriteOperation operation, CancellationToken cancellationToken)
    {
        if (await store.CommitAsync(new WriteSet(operation), cancellationToken) is not CommitResult.Committed)
        {
            throw new InvalidOperationException($"The in-memory store refused {operation}.");
        }
    }
}
