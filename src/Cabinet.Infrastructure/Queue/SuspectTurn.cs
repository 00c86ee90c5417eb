using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Makes the node empty and then runs its suspects one by one, each alone, so that a death is the suspect's own.
/// </summary>
/// <remarks>
/// An empty node is also the one moment at which every job that the store gave it and that it doesn't hold is known to
/// be an orphan: the answer to its claim was lost. Those are given back here.
/// </remarks>
internal sealed class SuspectTurn(IStore store, ClaimGate gate, GuardedLogger<SuspectTurn> log, TimeProvider time)
{
    private readonly AsyncSignal wanted = new();
    private int sweepWanted;

    /// <summary>Suspects wait in some queue.</summary>
    public void Request() => wanted.Set();

    /// <summary>The answer to a claim was lost: jobs may be claimed for this node that it doesn't know of.</summary>
    public void RequestSweep()
    {
        Volatile.Write(ref sweepWanted, 1);
        wanted.Set();
    }

    /// <summary>Takes turns until the session ends or the node stops. Never throws.</summary>
    public async Task RunAsync(NodeSession session, IReadOnlyList<QueueWorker> workers, CancellationToken stopping)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(session.Ended, stopping);
        var backoff = new Backoff();
        try
        {
            while (!linked.IsCancellationRequested)
            {
                await wanted.WaitAsync(linked.Token);
                await gate.WaitAsync(linked.Token);
                if (await TryTurnAsync(session, workers, linked.Token))
                {
                    backoff.Reset();
                }
                else
                {
                    await Task.Delay(backoff.Next(), time, linked.Token);
                    wanted.Set();
                }
            }
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            // The end of the session or of the node.
        }
    }

    private async Task<bool> TryTurnAsync(
        NodeSession session, IReadOnlyList<QueueWorker> workers, CancellationToken cancellationToken)
    {
        gate.Hold(ClaimHolds.Suspects);
        try
        {
            await session.Held.WaitForNoneAsync(cancellationToken);
            if (Interlocked.Exchange(ref sweepWanted, 0) != 0)
            {
                await SweepAsync(session, workers, cancellationToken);
            }

            foreach (var worker in workers)
            {
                await RunSuspectsAsync(session, worker, cancellationToken);
            }

            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            log.SuspectTurnFailed(exception);
            return false;
        }
        finally
        {
            gate.Release(ClaimHolds.Suspects);
        }
    }

    private async Task RunSuspectsAsync(NodeSession session, QueueWorker worker, CancellationToken cancellationToken)
    {
        // A key that went missing on the way holds the gate as well, and nothing more is claimed.
        while (gate.Holds == ClaimHolds.Suspects && session.IsLive && !cancellationToken.IsCancellationRequested)
        {
            // Counted before it is claimed, so that a stopping node doesn't leave the list over a claim under way.
            session.Held.Add(1);
            if (await ClaimAsync(session, worker) is not { } suspect)
            {
                session.Held.Remove(1);
                return;
            }

            if (cancellationToken.IsCancellationRequested || !await RunAsync(session, worker, suspect))
            {
                await GiveBackAsync(session, suspect);
                return;
            }
        }
    }

    private async Task<bool> RunAsync(NodeSession session, QueueWorker worker, ClaimedJob suspect)
    {
        log.SuspectRuns(suspect.Id, suspect.Type, suspect.DeathsAlone);
        return await worker.Slots.RunAloneAsync(session, suspect).WaitAsync(session.Ended);
    }

    private async Task GiveBackAsync(NodeSession session, ClaimedJob suspect)
    {
        try
        {
            await store.CommitAsync(new WriteSet(new ReturnJob(suspect.Lease)), session.Ended);
        }
        finally
        {
            session.Held.Remove(1);
        }
    }

    private async Task<ClaimedJob?> ClaimAsync(NodeSession session, QueueWorker worker)
    {
        try
        {
            var request = new ClaimRequest(session.Id, worker.Queue, 1, time.GetUtcNow(), Suspects: true);
            var claim = await store.ClaimAsync(request, session.Ended);
            if (claim.NodeGone)
            {
                session.Finish(SessionEnd.Gone);
            }

            return claim.Jobs.Count > 0 ? claim.Jobs[0] : null;
        }
        catch (Exception exception)
        {
            session.Held.Remove(1);
            if (exception is StoreException { OutcomeUnknown: true })
            {
                RequestSweep();
            }

            throw;
        }
    }

    private async Task SweepAsync(
        NodeSession session, IReadOnlyList<QueueWorker> workers, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var worker in workers)
            {
                await SweepAsync(session, worker, cancellationToken);
            }
        }
        catch (StoreException)
        {
            Volatile.Write(ref sweepWanted, 1);
            throw;
        }
    }

    private async Task SweepAsync(NodeSession session, QueueWorker worker, CancellationToken cancellationToken)
    {
        var filter = new JobFilter { Queue = worker.Queue, State = JobState.Running };
        Guid? after = null;
        while (true)
        {
            var page = await store.Jobs.ListAsync(filter, new Page(Page.MaximumLimit, after), cancellationToken);
            foreach (var orphan in page.Where(job => job.Node == session.Id))
            {
                await store.CommitAsync(
                    new WriteSet(new ReturnJob(new JobLease(orphan.Id, orphan.Epoch))), cancellationToken);
                log.OrphanReturned(orphan.Id, orphan.Queue);
            }

            if (page.Count < Page.MaximumLimit)
            {
                return;
            }

            after = page[^1].Id.Value;
        }
    }
}
