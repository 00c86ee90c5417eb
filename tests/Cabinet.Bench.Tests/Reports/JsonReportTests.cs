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

    private static string LineOf(Measurement measurement)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new JsonReport(output).Add(measurement);
        return output.ToString().TrimEnd('\n');
    }
}
