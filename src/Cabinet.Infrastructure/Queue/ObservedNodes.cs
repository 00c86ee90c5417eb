using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Nodes;

namespace Cabinet.Infrastructure.Queue;

/// <summary>What this node knows of the heartbeats of the others, and when it has to look again.</summary>
/// <remarks>
/// The next look comes after the shortest observation interval of all nodes that are known, this one included, and
/// earlier when the time of a silent node is up before: so a dead node is noticed within a lease and a sixth of it.
/// </remarks>
/// <param name="own">This node's lease.</param>
/// <param name="isAfterOutage">Whether the store was away until now.</param>
internal sealed class ObservedNodes(NodeLease own, bool isAfterOutage)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<NodeId, Observed> nodes = [];
    private long? previousRead;

    /// <summary>Whether the store was away when it was last looked at.</summary>
    public bool IsAfterOutage { get; private set; } = isAfterOutage;

    /// <summary>How long until the next look.</summary>
    public TimeSpan Pause { get; private set; } = own.ObservationInterval;

    /// <summary>The other nodes were read.</summary>
    /// <param name="others">All of them.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Those that count as dead.</returns>
    public IReadOnlyList<NodeRecord> Read(IReadOnlyList<NodeRecord> others, TimeProvider time)
    {
        var readAt = time.GetTimestamp();
        var since = previousRead is { } previous ? time.GetElapsedTime(previous, readAt) : TimeSpan.Zero;
        foreach (var node in others)
        {
            nodes[node.Id] = Observe(node, since);
        }

        previousRead = readAt;
        IsAfterOutage = false;
        var dead = others.Where(node => nodes[node.Id].IsDead).ToArray();
        Pause = NextPause();
        return dead;
    }

    /// <summary>Forgets whoever isn't on the list any more.</summary>
    /// <param name="others">The list.</param>
    /// <returns>Whether anybody was.</returns>
    public bool ForgetMissing(IReadOnlyList<NodeRecord> others)
    {
        var listed = others.Select(node => node.Id).ToHashSet();
        var gone = nodes.Keys.Where(id => !listed.Contains(id)).ToArray();
        Array.ForEach(gone, Forget);
        return gone.Length > 0;
    }

    /// <summary>Forgets one that was declared dead, or that turned out to live.</summary>
    public void Forget(NodeId node) => nodes.Remove(node);

    /// <summary>
    /// The store couldn't be read, or not be written. What was seen before says nothing any more: a silent node may
    /// have been silent because the store was away.
    /// </summary>
    public void StoreWasAway()
    {
        nodes.Clear();
        previousRead = null;
        IsAfterOutage = true;
        Pause = own.ObservationInterval;
    }

    private Observed Observe(NodeRecord node, TimeSpan since)
    {
        var lease = new NodeLease(node.Lease);
        if (nodes.TryGetValue(node.Id, out var known))
        {
            return new Observed(known.Heartbeat.Read(node.Beat, since, lease), lease);
        }

        var first = IsAfterOutage
            ? HeartbeatObservation.BeginAfterOutage(node.Beat, lease)
            : HeartbeatObservation.Begin(node.Beat);
        return new Observed(first, lease);
    }

    private TimeSpan NextPause()
    {
        var pause = own.ObservationInterval;
        foreach (var (heartbeat, lease) in nodes.Values.Where(node => !node.IsDead))
        {
            pause = Shorter(pause, Shorter(lease.ObservationInterval, heartbeat.Remaining(lease)));
        }

        return pause < ShortestPause ? ShortestPause : pause;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private readonly record struct Observed(HeartbeatObservation Heartbeat, NodeLease Lease)
    {
        public bool IsDead => Heartbeat.IsDead(Lease);
    }
}
