using Cabinet.Bench.Security;

namespace Cabinet.Bench.Tests;

public sealed class SecurityBenchmarksTests
{
    [Fact]
    public void Every_promised_figure_is_there_once_beside_its_primitive()
    {
        var figures = SecurityBenchmarks.All;

        Assert.Distinct(figures.Select(figure => figure.Figure));
        foreach (var suffix in new[] { "200-aes", "1k-aes", "64k-aes", "200-xchacha", "1k-xchacha", "64k-xchacha" })
        {
            Assert.Contains($"seal-{suffix}", figures.Select(figure => figure.Figure));
            Assert.Contains($"open-{suffix}", figures.Select(figure => figure.Figure));
            Assert.Contains($"seal-bytes-{suffix}", figures.Select(figure => figure.Figure));
        }

        Assert.All(
            figures.Where(figure => figure.Figure is not ("audit-sequence" or "audit-prove")),
            figure => Assert.True(figure.Limit is not null && figure.MeasureLimitAsync is not null, figure.Figure));
    }

    [Fact]
    public void A_time_in_microseconds_is_read_the_other_way_round() =>
        Assert.Equal(0.5, new Measurement("figure", "us", [2], "raw", [1]).Ratio);
}
