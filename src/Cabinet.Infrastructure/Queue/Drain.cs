using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Stops a node gracefully: gives back what wasn't started, lets run what was, interrupts what takes too long.
/// </summary>
internal sealed class Drain(
    IStore store, WorkerOptions options, QueueTelemetry telemetry, GuardedLogger<Drain> log, TimeProvider time)
{
    /// <summary>How long interrupted handlers have to stop, and their outcomes to be written.</summary>
    public static readonly TimeSpan InterruptionTime = TimeSpan.FromSeconds(5);

    /// <summary>Empties the node. Never throws.</summary>
    /// <param name="session">The session that ends.</param>
    /// <param name="workers">Its queues; their slots are closed.</param>
    /// <param name="unstarted">Jobs that were claimed and not started.</param>
    /// <param name="forced">Cancelled when the host doesn't want to wait any longer.</param>
    public async Task RunAsync(
        NodeSession session,
        IReadOnlyList<QueueWorker> workers,
        IReadOnlyList<ClaimedJob> unstarted,
        CancellationToken forced)
    {
        await GiveBackAsync(session, unstarted);
        log.Draining(session.Id, session.Held.Count, options.DrainTimeout);
        if (await WaitAsync(session, options.DrainTimeout, forced))
        {
            return;
        }

        log.Interrupting(session.Id, session.Held.Count);
        foreach (var worker in workers)
        {
            worker.Slots.CancelAll(session, CancellationCause.Shutdown);
        }

        await WaitAsync(session, InterruptionTime, CancellationToken.None);
    }

    /// <summary>Waits until the session holds nothing, for a bounded time.</summary>
    /// <returns>Whether it holds nothing.</returns>
    public async Task<bool> WaitAsync(NodeSession session, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var expired = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(expired.Token, cancellationToken);
        try
        {
            await session.Held.WaitForNoneAsync(linked.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task GiveBackAsync(NodeSession session, IReadOnlyList<ClaimedJob> unstarted)
    {
        foreach (var batch in unstarted.Chunk(WriteSet.MaximumOperations))
        {
            try
            {
                var operations = batch.Select(WriteOperation (job) => new ReturnJob(job.Lease)).ToArray();
                await store.CommitAsync(new WriteSet(operations), session.Ended);
                telemetry.Returned(batch[0].Queue, batch.Length);
                log.JobsReturned(batch.Length);
            }
            catch (Exception exception)
            {
                // Nothing is lost: whatever the node still holds goes back when it retires or is declared dead.
                log.ReturnFailed(batch.Length, exception.GetType().Name);
            }
        }

        session.Held.Remove(unstarted.Count);
    }
}
