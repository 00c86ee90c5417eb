using Cabinet.Domain.Nodes;

namespace Cabinet.Tests.Domain.Nodes;

public sealed class HeartbeatObservationTests
{
    private static readonly NodeLease Lease = new(TimeSpan.FromSeconds(9));

    [Fact]
    public void A_node_is_dead_once_its_heartbeat_was_read_unchanged_for_a_whole_lease()
    {
        var observation = new HeartbeatObservation(5, TimeSpan.Zero);
        for (var read = 0; read < 2; read++)
        {
            observation = observation.Read(5, TimeSpan.FromSeconds(3), Lease);
            Assert.False(observation.IsDead(Lease));
        }

        Assert.True(observation.Read(5, TimeSpan.FromSeconds(3), Lease).IsDead(Lease));
    }

    [Fact]
    public void A_database_outage_kills_nobody()
    {
        // An hour passes between two successful reads: only one interval of it counts.
        var observation = new HeartbeatObservation(5, TimeSpan.FromSeconds(3)).Read(5, TimeSpan.FromHours(1), Lease);

        Assert.False(observation.IsDead(Lease));
    }

    [Fact]
    public void A_heartbeat_that_moves_starts_the_count_again() => Assert.Equal(
        TimeSpan.Zero, new HeartbeatObservation(5, TimeSpan.FromSeconds(8)).Read(6, TimeSpan.FromSeconds(3), Lease).Unchanged);

    [Fact]
    public void A_node_fences_itself_before_any_observer_may_call_it_dead()
    {
        Assert.True(Lease.FenceAfter < Lease.Duration);
        Assert.False(Lease.MustFence(Lease.FenceAfter - TimeSpan.FromTicks(1)));
        Assert.True(Lease.MustFence(Lease.FenceAfter));
    }
}
