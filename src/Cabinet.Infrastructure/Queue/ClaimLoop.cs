using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Claims the jobs of one queue ahead of its slots: the next claim is sent before the last one is used up.
/// </summary>
internal sealed class ClaimLoop(
    QueueName queue,
    TimeSpan pollInterval,
    IStore store,
    JobSlots slots,
    ClaimGate gate,
    KeyHalt keys,
    SuspectTurn suspects,
    AsyncSignal arrivals,
    AsyncSignal room,
    QueueTelemetry telemetry,
    GuardedLogger<ClaimLoop> log,
    TimeProvider time)
{
    private Backoff backoff;
    private int polls;

    /// <summary>Claims until the session ends or the node stops. Never throws.</summary>
    /// <returns>Jobs that were claimed when the slots had closed already; the caller gives them back.</returns>
    public async Task<IReadOnlyList<ClaimedJob>> RunAsync(NodeSession session, CancellationToken stopping)
    {
        var late = new List<ClaimedJob>();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(session.Ended, stopping);
        using var timer = time.CreateTimer(
            static signal => ((AsyncSignal)signal!).Set(),
            arrivals,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        try
        {
            while (!linked.IsCancellationRequested)
            {
                await TurnAsync(session, late, timer, linked.Token);
            }
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            // The end of the session or of the node.
        }

        return late;
    }

    private async Task TurnAsync(
        NodeSession session, List<ClaimedJob> late, ITimer timer, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        var want = slots.Want();
        if (want == 0)
        {
            await room.WaitAsync(cancellationToken);
            return;
        }

        want = keys.IsProbing ? 1 : Math.Min(want, ClaimRequest.MaximumLimit);
        var result = await ClaimAsync(session, want, late);
        if (result is null)
        {
            await Task.Delay(backoff.Next(), time, cancellationToken);
        }
        else if (result.Jobs.Count < want && !result.MayHaveMore && gate.IsOpen)
        {
            await WaitForArrivalsAsync(session, result.NextDueAt, timer, cancellationToken);
        }
    }

    /// <summary>Claims once and hands the jobs to the slots.</summary>
    /// <returns>Null when the store has trouble.</returns>
    private async Task<ClaimResult?> ClaimAsync(NodeSession session, int want, List<ClaimedJob> late)
    {
        // Counted before the gate is looked at again: whoever closes it waits until this claim is through or not sent.
        session.Held.Add(1);
        try
        {
            if (!gate.IsOpen || !session.IsLive)
            {
                return ClaimResult.Empty;
            }

            // Only the end of the session gives up a claim under way: what it may have claimed then goes back with it.
            var request = new ClaimRequest(session.Id, queue, want, time.GetUtcNow());
            var result = await store.ClaimAsync(request, session.Ended);
            backoff.Reset();
            Take(session, result, late);
            return result;
        }
        catch (StoreException trouble)
        {
            log.ClaimFailed(queue, trouble.Fault, trouble.Message);
            if (trouble.OutcomeUnknown)
            {
                suspects.RequestSweep();
            }

            return null;
        }
        catch (Exception exception) when (!session.IsEndOf(exception))
        {
            log.ClaimThrew(exception, queue);
            return null;
        }
        finally
        {
            session.Held.Remove(1);
        }
    }

    private void Take(NodeSession session, ClaimResult result, List<ClaimedJob> late)
    {
        if (result.NodeGone)
        {
            session.Finish(SessionEnd.Gone);
            return;
        }

        if (result.SuspectsWaiting)
        {
            suspects.Request();
        }

        if (result.Jobs.Count > 0)
        {
            telemetry.Claimed(queue, result.Jobs.Count);
            session.Held.Add(result.Jobs.Count);
            if (!slots.Offer(session, result.Jobs))
            {
                late.AddRange(result.Jobs);
            }
        }
    }

    /// <summary>Waits for an announcement, for the next due job, or for the next poll, whichever comes first.</summary>
    private async Task WaitForArrivalsAsync(
        NodeSession session, DateTimeOffset? nextDueAt, ITimer timer, CancellationToken cancellationToken)
    {
        var delay = PollPause.Of(pollInterval, session.Id, ++polls);
        if (nextDueAt is { } due)
        {
            // Stores keep whole milliseconds, so anything shorter would only come too early.
            var untilDue = due - time.GetUtcNow();
            delay = TimeSpan.FromTicks(Math.Clamp(untilDue.Ticks, TimeSpan.TicksPerMillisecond, delay.Ticks));
        }

        timer.Change(delay, Timeout.InfiniteTimeSpan);
        await arrivals.WaitAsync(cancellationToken);
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
