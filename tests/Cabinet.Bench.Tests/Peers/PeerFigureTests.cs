using System.Text.Json;
using Cabinet.Bench.Peers;

namespace Cabinet.Bench.Tests.Peers;

public sealed class PeerFigureTests
{
    [Fact]
    public void A_listed_figure_is_read() => Assert.Equal(
        new PeerFigure("pg-boss", "12.38.0", "fastest", "bulk", "insert x1000", ""),
        PeerFigure.Parse(
            """
            {"peer":"pg-boss","version":"12.38.0","mode":"fastest","figure":"bulk","settings":"insert x1000","note":""}
            """));

    [Fact]
    public void A_line_without_its_settings_is_refused() =>
        Assert.Throws<JsonException>(() => PeerFigure.Parse("""{"peer":"pg-boss","figure":"bulk"}"""));

    [Fact]
    public void A_measured_value_is_read_and_what_else_stands_there_is_left() => Assert.Equal(
        new PeerFigureValue("latency-p99", "ms", 7.25),
        PeerFigureValue.Parse("""{"figure":"latency-p99","unit":"ms","value":7.25,"jobs":500}"""));
}
