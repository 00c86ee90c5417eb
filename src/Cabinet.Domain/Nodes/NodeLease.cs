namespace Cabinet.Domain.Nodes;

/// <summary>How long a node's claims hold without renewal, and when each side must act on that.</summary>
/// <remarks>
/// The node counts from the moment before it sent the last renewal that succeeded; an observer counts from the moment
/// it first read the heartbeat that no longer changes. The node's clock therefore always runs ahead of the
/// observer's, and the margin covers what the two clocks may drift.
/// </remarks>
public sealed record NodeLease
{
    /// <summary>Makes a lease.</summary>
    /// <param name="duration">From 1 second to 10 minutes; the default is 10 seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is outside its range.</exception>
    public NodeLease(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, TimeSpan.FromMinutes(10));
        Duration = duration;
    }

    /// <summary>Ten seconds.</summary>
    public static NodeLease Default { get; } = new(TimeSpan.FromSeconds(10));

    /// <summary>How long an observer must have seen the heartbeat unchanged before the node counts as dead.</summary>
    public TimeSpan Duration { get; }

    /// <summary>How often the node renews: a third of the lease, so that two renewals may fail.</summary>
    public TimeSpan RenewalInterval => Duration / 3;

    /// <summary>How often an observer looks: a sixth of the lease, so that it sees each heartbeat soon.</summary>
    /// <remarks>Rounded up, so that six of them are a whole lease.</remarks>
    public TimeSpan ObservationInterval => TimeSpan.FromTicks((Duration.Ticks + 5) / 6);

    /// <summary>When a node that couldn't renew must have stopped its handlers: a fifth before the lease ends.</summary>
    public TimeSpan FenceAfter => Duration - (Duration / 5);

    /// <summary>Whether a node must fence itself.</summary>
    /// <param name="sinceRenewal">Monotonic time since the last successful renewal was sent.</param>
    public bool MustFence(TimeSpan sinceRenewal) => sinceRenewal >= FenceAfter;
}
