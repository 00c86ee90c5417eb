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

    private static Measurement Of(string unit, double[] values, double[] limits, string? limit = null) =>
        new("figure", unit, values, limit, limits);
}
