using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Nodes;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>When an observer calls a silent node dead: not before its lease is over, and soon after.</summary>
public sealed class ObservedNodesTests
{
    private static readonly NodeId Other = new(new Guid(1, 0, 0, new byte[8]));

    // Timers count whole milliseconds, so the last look may come a little too early and is then repeated.
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider time = new(TestClock.Noon);

    /// <summary>Leases in milliseconds, those that aren't divisible by three or six among them.</summary>
    public static TheoryData<int> Leases => [1_000, 2_000, 2_500, 3_000, 7_000, 10_000, 60_000, 600_000];

    [Theory]
    [MemberData(nameof(Leases))]
    public void A_silent_node_is_dead_within_a_lease_and_a_sixth_of_it_but_not_before_a_lease(int milliseconds)
    {
        var lease = new NodeLease(TimeSpan.FromMilliseconds(milliseconds));
        for (var phase = 0; phase < 12; phase++)
        {
            var silence = SilenceUntilDead(lease, lease, phase / 12.0, late: TimeSpan.Zero);

            Assert.InRange(silence, lease.Duration, lease.Duration + lease.ObservationInterval + TimerSlack);
        }
    }

    [Theory]
    [InlineData(10, 15)]
    [InlineData(2, 3)]
    public void A_busy_observer_still_keeps_the_guaranteed_time(int lease, int guaranteed)
    {
        // Every look comes late by a tenth of a second, by whatever keeps the machine or the server busy.
        var late = TimeSpan.FromSeconds(0.1);
        var observed = new NodeLease(TimeSpan.FromSeconds(lease));
        for (var phase = 0; phase < 12; phase++)
        {
            var silence = SilenceUntilDead(observed, observed, phase / 12.0, late);

            Assert.InRange(silence, observed.Duration, TimeSpan.FromSeconds(guaranteed) - late);
        }
    }

    [Fact]
    public void A_node_with_a_short_lease_is_noticed_in_its_own_time_by_one_with_a_long_lease()
    {
        var shortLease = new NodeLease(TimeSpan.FromSeconds(2));
        var silence = SilenceUntilDead(new NodeLease(TimeSpan.FromMinutes(10)), shortLease, 0.5, late: TimeSpan.Zero);

        Assert.InRange(silence, shortLease.Duration, shortLease.Duration + shortLease.ObservationInterval + TimerSlack);
    }

    [Fact]
    public void What_was_seen_before_an_outage_counts_no_more_and_every_node_has_time_to_come_back()
    {
        var lease = new NodeLease(TimeSpan.FromSeconds(2));
        var observed = new ObservedNodes(lease, isAfterOutage: false);
        Look(observed, lease, 1, lease.ObservationInterval);
        for (var looks = 0; looks < 5; looks++)
        {
            Look(observed, lease, 1, lease.ObservationInterval);
        }

        observed.StoreWasAway();
        time.Advance(TimeSpan.FromHours(1));
        var unchanged = TimeSpan.Zero;
        while (Look(observed, lease, 1, observed.Pause).Count == 0)
        {
            unchanged += observed.Pause;
        }

        Assert.InRange(
            unchanged, HeartbeatObservation.TimeToComeBack, HeartbeatObservation.TimeToComeBack + lease.ObservationInterval);
    }

    [Fact]
    public void After_an_outage_a_node_that_came_back_is_judged_by_its_lease_again()
    {
        var lease = new NodeLease(TimeSpan.FromSeconds(2));
        var observed = new ObservedNodes(lease, isAfterOutage: true);
        Look(observed, lease, 1, lease.ObservationInterval);

        Look(observed, lease, 2, lease.ObservationInterval);
        var looks = 1;
        while (Look(observed, lease, 2, lease.ObservationInterval).Count == 0)
        {
            looks++;
        }

        Assert.Equal(6, looks);
    }

    /// <summary>How long after its last heartbeat a node is called dead, that was known to the observer before.</summary>
    /// <param name="own">The observer's lease.</param>
    /// <param name="lease">The silent node's lease.</param>
    /// <param name="phase">When, between two looks, the last heartbeat came: 0 is right after a look.</param>
    /// <param name="late">By how much each look comes late.</param>
    private TimeSpan SilenceUntilDead(NodeLease own, NodeLease lease, double phase, TimeSpan late)
    {
        var observed = new ObservedNodes(own, isAfterOutage: false);
        Look(observed, lease, 1, TimeSpan.Zero);
        var untilNext = observed.Pause + late;
        time.Advance(untilNext * phase);
        var beatAt = time.GetTimestamp();
        time.Advance(untilNext - (untilNext * phase));
        while (Look(observed, lease, 2, TimeSpan.Zero).Count == 0)
        {
            time.Advance(TimeSpan.FromMilliseconds(Math.Floor(observed.Pause.TotalMilliseconds)) + late);
        }

        return time.GetElapsedTime(beatAt);
    }

    /// <summary>Reads a heartbeat after a pause.</summary>
    /// <returns>The dead.</returns>
    private IReadOnlyList<NodeRecord> Look(ObservedNodes observed, NodeLease lease, long beat, TimeSpan pause)
    {
        time.Advance(pause);
        return observed.Read([new NodeRecord(Other, "other", lease.Duration, beat, TestClock.Noon)], time);
    }
}
