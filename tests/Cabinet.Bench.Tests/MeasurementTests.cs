using Cabinet.Bench.Peers;

namespace Cabinet.Bench.Tests;

public sealed class MeasurementTests
{
    [Fact]
    public void The_value_is_the_median_of_the_runs()
    {
        Assert.Equal(20, Of("jobs/s", [30, 10, 20], []).Value);
        Assert.Equal(25, Of("jobs/s", [40, 10, 20, 30], []).Value);
    }

    [Fact]
    public void A_rate_is_read_as_its_share_of_the_limit() =>
        Assert.Equal(0.25, Of("jobs/s", [10, 50, 100], [190, 200, 210], "raw").Ratio);

    [Fact]
    public void A_time_is_read_the_other_way_round_so_that_more_is_better() =>
        Assert.Equal(0.5, Of("ms", [2], [1], "raw").Ratio);

    [Fact]
    public void Without_a_limit_there_is_no_ratio() => Assert.Null(Of("ms", [2], []).Ratio);

    [Fact]
    public void Without_a_run_that_succeeded_there_is_no_value_and_no_ratio()
    {
        var measurement = Of("jobs/s", [], [100], "raw") with { Peers = [Peer("fast", 50)] };

        Assert.Null(measurement.Value);
        Assert.Null(measurement.Ratio);
        Assert.Null(measurement.RatioTo(measurement.FastestPeer));
    }

    [Fact]
    public void The_fastest_peer_does_most_in_a_second_and_takes_least_time()
    {
        PeerMeasurement[] peers = [Peer("one", 10), Peer("two", 40, 20, 30), Peer("three"), Peer("four", 5)];
        var rate = Of("jobs/s", [60], []) with { Peers = peers };
        var time = Of("ms", [20], []) with { Peers = peers };

        Assert.Equal("two", rate.FastestPeer?.Peer.Name);
        Assert.Equal(2, rate.RatioTo(rate.FastestPeer));
        Assert.Equal("four", time.FastestPeer?.Peer.Name);
        Assert.Equal(0.25, time.RatioTo(time.FastestPeer));
    }

    private static PeerMeasurement Peer(string name, params double[] values) => new(
        new Peer(name, "1.0", "fastest", "settings", "", (_, _) => throw new InvalidOperationException()),
        "jobs/s",
        [.. values.Select(value => new PeerValue(value, 0))]);

    private static Measurement Of(string unit, double[] values, double[] limits, string? limit = null) =>
        new("figure", unit, values, limit, limits);
}
