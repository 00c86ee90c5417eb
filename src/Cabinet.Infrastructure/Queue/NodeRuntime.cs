using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Infrastructure.Queue;

/// <summary>The life of this node: register, serve, leave; and again under a new id when its lease was lost.</summary>
internal sealed class NodeRuntime(
    NodeIdentity identity,
    NodeMembership membership,
    NodeObserver observer,
    CancelRequests cancelRequests,
    SuspectTurn suspects,
    KeyHalt keys,
    Drain drain,
    ServedQueues queues,
    QueueSignal signal,
    WorkerOptions options,
    GuardedLogger<NodeRuntime> log,
    TimeProvider time,
    INodeSeat? seat = null) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource forced = new();
    private readonly IReadOnlyList<QueueWorker> workers = queues.Workers;
    private Task life = Task.CompletedTask;
    private IDisposable? seated;

    /// <summary>Takes the node's seat in the store and begins to serve.</summary>
    /// <exception cref="StoreException">
    /// Another node has the seat, or it can't be taken; the host doesn't start.
    /// </exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        seated = seat?.Take(options.NodeName);
        life = Task.Run(LiveAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(forced.Cancel);
        await stopping.CancelAsync();
        await life;
        seated?.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        seated?.Dispose();
        stopping.Dispose();
        forced.Dispose();
    }

    private async Task LiveAsync()
    {
        using var hearing = signal.Listen();
        var keyWatch = keys.RunAsync(stopping.Token);
        var backoff = new Backoff();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ServeSessionAsync();
                backoff.Reset();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // Stopped while it wasn't registered.
            }
            catch (Exception exception)
            {
                // A bug. The node goes on under a new id; the host and the other nodes don't suffer from it.
                log.SessionFailed(exception);
                await DelayAsync(backoff.Next());
            }
        }

        await keyWatch;
    }

    private async Task ServeSessionAsync()
    {
        using var session = await membership.RegisterAsync(expireOthers: seat is { IsExclusive: true }, stopping.Token);
        await using var fence = session.Ended.Register(() => CancelHandlers(session));
        identity.Session = session;
        try
        {
            await ServeAsync(session);
        }
        finally
        {
            identity.Session = null;
            session.Finish(SessionEnd.Stopped);
        }
    }

    /// <summary>One session from its first claim to its last write.</summary>
    private async Task ServeAsync(NodeSession session)
    {
        var upkeep = Task.WhenAll(
            membership.RenewAsync(session),
            observer.RunAsync(session),
            cancelRequests.RunAsync(session, workers),
            suspects.RunAsync(session, workers, stopping.Token));
        var unstarted = await ClaimAsync(session);
        if (session.End == SessionEnd.None)
        {
            await drain.RunAsync(session, workers, unstarted, forced.Token);
        }
        else
        {
            // They are dropped: the store gives them back when the node leaves, or has done so.
            session.Held.Remove(unstarted.Count);
        }

        await LeaveAsync(session);
        session.Finish(SessionEnd.Stopped);
        await upkeep;
    }

    /// <summary>Claims and runs jobs until the session ends or the node stops.</summary>
    /// <returns>The jobs that were claimed and not started.</returns>
    private async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(NodeSession session)
    {
        foreach (var worker in workers)
        {
            worker.Slots.Open(session);
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(session.Ended, stopping.Token);
        await using var close = linked.Token.Register(CloseSlots);
        var late = await Task.WhenAll(workers.Select(worker => worker.Claims.RunAsync(session, stopping.Token)));
        CloseSlots();
        return [.. late.SelectMany(jobs => jobs), .. workers.SelectMany(worker => worker.Slots.TakeUnstarted())];
    }

    private void CloseSlots()
    {
        foreach (var worker in workers)
        {
            worker.Slots.Close();
        }
    }

    private void CancelHandlers(NodeSession session)
    {
        if (session.End is not SessionEnd.Stopped)
        {
            log.LeaseLost(session.Id, session.End, session.Held.Count);
            foreach (var worker in workers)
            {
                worker.Slots.CancelAll(session, CancellationCause.LeaseLost);
            }
        }
    }

    /// <summary>Takes the node off the list, so that what it still holds goes back.</summary>
    private async Task LeaveAsync(NodeSession session)
    {
        if (session.End == SessionEnd.Fenced)
        {
            // Cancelled handlers get the rest of the lease to stop, so that a job isn't started beside its own last
            // run.
            await drain.WaitAsync(session, session.Lease.Duration - session.Lease.FenceAfter, stopping.Token);
        }

        if (session.End != SessionEnd.Gone)
        {
            await RetireAsync(session);
        }
    }

    private async Task RetireAsync(NodeSession session)
    {
        // A running node has all the time; a stopping one leaves it to its observers when the store doesn't answer.
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var stop = stopping.Token.Register(() => patience.CancelAfter(Drain.InterruptionTime));
        try
        {
            await membership.RetireAsync(session, patience.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            log.RetireGivenUp(session.Id);
        }
    }

    private async Task DelayAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, time, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop looks whether the node stops.
        }
    }
}
