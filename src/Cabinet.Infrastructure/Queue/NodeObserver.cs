using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Nodes;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Watches the heartbeats of the other nodes and declares dead what was silent for a whole lease.</summary>
/// <remarks>Only successful reads count, and none counts for more than one interval: an outage kills nobody.</remarks>
internal sealed class NodeObserver(
    IStore store, QueueSignal signal, QueueTelemetry telemetry, GuardedLogger<NodeObserver> log, TimeProvider time)
{
    /// <summary>Watches until the session ends. Never throws.</summary>
    public async Task RunAsync(NodeSession session)
    {
        var observed = new Dictionary<NodeId, HeartbeatObservation>();
        long? previousRead = null;
        try
        {
            while (session.IsLive)
            {
                previousRead = await TryObserveAsync(session, observed, previousRead);
                await Task.Delay(session.Lease.RenewalInterval, time, session.Ended);
            }
        }
        catch (OperationCanceledException) when (session.Ended.IsCancellationRequested)
        {
            // The end of the session.
        }
    }

    private async Task<long?> TryObserveAsync(
        NodeSession session, Dictionary<NodeId, HeartbeatObservation> observed, long? previousRead)
    {
        try
        {
            var nodes = await store.Nodes.ListAsync(session.Ended);
            var readAt = time.GetTimestamp();
            var since = previousRead is { } previous ? time.GetElapsedTime(previous, readAt) : TimeSpan.Zero;
            Forget(observed, nodes);
            foreach (var node in nodes.Where(node => node.Id != session.Id))
            {
                await ObserveAsync(node, since, observed, session.Ended);
            }

            return readAt;
        }
        catch (Exception exception) when (!session.IsEndOf(exception))
        {
            log.ObservationFailed(exception.GetType().Name);
            return previousRead;
        }
    }

    private async Task ObserveAsync(
        NodeRecord node,
        TimeSpan since,
        Dictionary<NodeId, HeartbeatObservation> observed,
        CancellationToken cancellationToken)
    {
        var lease = new NodeLease(node.Lease);
        var observation = observed.TryGetValue(node.Id, out var known)
            ? known.Read(node.Beat, since, lease)
            : new HeartbeatObservation(node.Beat, TimeSpan.Zero);
        observed[node.Id] = observation;
        if (!observation.IsDead(lease))
        {
            return;
        }

        var result = await store.CommitAsync(new WriteSet(new ExpireNode(node.Id, node.Beat)), cancellationToken);
        observed.Remove(node.Id);
        if (result is CommitResult.Committed)
        {
            log.NodeExpired(node.Id, node.Name);
            telemetry.NodeExpired();
            signal.NotifyAll();
        }
    }

    private static void Forget(Dictionary<NodeId, HeartbeatObservation> observed, IReadOnlyList<NodeRecord> nodes)
    {
        var listed = nodes.Select(node => node.Id).ToHashSet();
        foreach (var gone in observed.Keys.Where(id => !listed.Contains(id)).ToArray())
        {
            observed.Remove(gone);
        }
    }
}
