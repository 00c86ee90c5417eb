using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Watches the heartbeats of the other nodes and declares dead what was silent for a whole lease.</summary>
/// <remarks>
/// Only successful reads count, and none counts for more than one renewal interval. After one that failed, and after a
/// session that was fenced, every node is observed anew and has time to come back: an outage kills nobody.
/// </remarks>
internal sealed class NodeObserver(
    IStore store, QueueSignal signal, QueueTelemetry telemetry, GuardedLogger<NodeObserver> log, TimeProvider time)
{
    // From one session to the next.
    private bool storeWasAway;

    /// <summary>Watches until the session ends. Never throws.</summary>
    public async Task RunAsync(NodeSession session)
    {
        var observed = new ObservedNodes(session.Lease, storeWasAway || session.HadToWait);
        try
        {
            while (session.IsLive)
            {
                await TryObserveAsync(session, observed);
                await Task.Delay(observed.Pause, time, session.Ended);
            }
        }
        catch (OperationCanceledException) when (session.Ended.IsCancellationRequested)
        {
            // The end of the session.
        }

        // Whoever couldn't renew assumes that nobody could.
        storeWasAway = observed.IsAfterOutage || session.End == SessionEnd.Fenced;
    }

    private async Task TryObserveAsync(NodeSession session, ObservedNodes observed)
    {
        try
        {
            var nodes = await store.Nodes.ListAsync(session.Ended);
            var others = nodes.Where(node => node.Id != session.Id).ToArray();
            if (observed.ForgetMissing(others))
            {
                // What it held is back. Whoever took it off the list says so, but not everybody can hear that.
                signal.WakeAll();
            }

            foreach (var dead in observed.Read(others, time))
            {
                await ExpireAsync(dead, observed, session.Ended);
            }
        }
        catch (Exception exception) when (!session.IsEndOf(exception))
        {
            observed.StoreWasAway();
            log.ObservationFailed(exception.GetType().Name);
        }
    }

    private async Task ExpireAsync(NodeRecord node, ObservedNodes observed, CancellationToken cancellationToken)
    {
        var result = await store.CommitAsync(new WriteSet(new ExpireNode(node.Id, node.Beat)), cancellationToken);
        observed.Forget(node.Id);
        if (result is CommitResult.Committed)
        {
            log.NodeExpired(node.Id, node.Name);
            telemetry.NodeExpired();
            signal.NotifyAll();
        }
        else
        {
            // Another observer was faster, or it lives.
            signal.WakeAll();
        }
    }
}
