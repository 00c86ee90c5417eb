using Cabinet.Bench.Peers;
using Cabinet.Bench.Reports;

namespace Cabinet.Bench.Tests.Reports;

public sealed class JsonReportTests
{
    [Fact]
    public void A_figure_with_a_limit_is_one_line_with_a_ratio() => Assert.Equal(
        """{"figure":"bulk","unit":"jobs/s","value":150,"runs":2,"values":[100,200],"""
        + """
        "limit":300,"limitFigure":"raw","ratio":0.5}
        """,
        LineOf(new Measurement("bulk", "jobs/s", [100, 200], "raw", [300])));

    [Fact]
    public void A_figure_without_a_limit_leaves_limit_and_ratio_out() => Assert.Equal(
        """{"figure":"latency-p50","unit":"ms","value":0.1237,"runs":1,"values":[0.1237]}""",
        LineOf(new Measurement("latency-p50", "ms", [0.12369], null, [])));

    [Fact]
    public void Peers_follow_their_figure_each_with_its_settings_and_cabinets_ratio_to_it() => Assert.Equal(
        """
        {"figure":"bulk","unit":"jobs/s","value":150,"runs":1,"values":[150],"fastestPeer":"fast","peerRatio":2}
        {"peer":"fast","version":"1.0","mode":"fastest","settings":"x1000","note":"","beside":"bulk","unit":"jobs/s","value":75,"min":50,"max":100,"runs":2,"values":[50,100],"otherCpu":0.25,"ratio":2}
        {"peer":"dead","version":"1.0","mode":"fastest","settings":"x1000","note":"","beside":"bulk","unit":"jobs/s","runs":0,"values":[]}
        """,
        LineOf(new Measurement("bulk", "jobs/s", [150], null, [])
        {
            Peers =
            [
                Peer("fast", new PeerValue(50, 0.25), new PeerValue(100, 0.25)),
                Peer("dead"),
            ],
        }));

    private static PeerMeasurement Peer(string name, params PeerValue[] runs) => new(
        new Peer(name, "1.0", "fastest", "x1000", "", (_, _) => throw new InvalidOperationException()), "jobs/s", runs);

    private static string LineOf(Measurement measurement)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new JsonReport(output).Add(measurement);
        return output.ToString().TrimEnd('\n');
    }
}
