using Cabinet.Bench.Reports;

namespace Cabinet.Bench.Tests.Reports;

public sealed class BenchmarkPageTests
{
    private const string Recorded = """
        {"conditions":{"store":"postgres","date":"2026-11-22","machine":"2 cores","runtime":".NET 10","server":"PostgreSQL 15; fsync=on"}}
        {"figure":"enqueue-1","unit":"jobs/s","value":3210,"runs":1,"values":[3210],"limit":4012,"limitFigure":"insert-1","ratio":0.8,"fastestPeer":"Fast","peerRatio":0.5}
        {"peer":"Fast","version":"1.0","mode":"fastest","settings":"a|b","note":"same process","beside":"enqueue-1","unit":"jobs/s","value":6420,"min":6000,"max":6500,"runs":3,"values":[6000,6420,6500],"otherCpu":0.25,"ratio":0.5}
        {"peer":"Slow","version":"2.0","mode":"fastest","settings":"defaults","note":"","beside":"enqueue-1","unit":"jobs/s","value":100,"min":100,"max":100,"runs":1,"values":[100],"otherCpu":0,"ratio":32.1}
        {"figure":"latency-across-p50","unit":"ms","value":1.234,"runs":1,"values":[1.234]}
        {"peer":"Slow","version":"2.0","mode":"fastest","settings":"defaults","note":"","beside":"latency-across-p50","unit":"ms","value":9.87,"min":9.87,"max":9.87,"runs":1,"values":[9.87],"otherCpu":0,"ratio":8}
        {"figure":"delete-500","unit":"jobs/s","value":169420,"runs":1,"values":[169420]}
        """;

    [Fact]
    public void The_table_has_a_row_for_cabinet_each_peer_and_the_limit()
    {
        var page = Page(Recorded);

        Assert.Contains("| **Cabinet** | 3,210 | – | – | – | 1.23 / – ms |", page, StringComparison.Ordinal);
        Assert.Contains("| Fast 1.0, fastest | 6,420 | – | – | – | – |", page, StringComparison.Ordinal);
        Assert.Contains("| Slow 2.0, fastest | 100 | – | – | – | 9.87 / – ms |", page, StringComparison.Ordinal);
        Assert.Contains("| raw limit of the same server | 4,010 | – |", page, StringComparison.Ordinal);
        Assert.Contains("- Further limit delete-500: 169,000 jobs/s", page, StringComparison.Ordinal);
        Assert.Contains("- Machine: 2 cores", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_peer_that_is_better_is_named_as_better()
    {
        var page = Page(Recorded);

        Assert.Contains(
            "- Fast (fastest) at enqueue-1: 6,420 jobs/s, Cabinet 3,210, which is 0.50 of it.",
            page,
            StringComparison.Ordinal);
        Assert.DoesNotContain("- Slow", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_better_peer_the_page_says_so() => Assert.Contains(
        "At none of the figures above",
        Page(string.Join('\n', Recorded.Split('\n').Where(line => !line.Contains("Fast", StringComparison.Ordinal)))),
        StringComparison.Ordinal);

    [Fact]
    public void Where_a_figure_is_missing_the_page_claims_nothing()
    {
        var page = Page(
            """
            {"figure":"bulk","unit":"jobs/s","runs":0,"values":[]}
            {"peer":"Fast","version":"1.0","mode":"fastest","settings":"","note":"","beside":"bulk","unit":"jobs/s","value":9,"runs":1,"values":[9]}
            """);

        Assert.Contains("- Not known, because Cabinet's or a peer's figure is missing: bulk.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("At none", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_and_notes_stand_with_the_spread() => Assert.Contains(
        """| Fast 1.0, fastest | enqueue-1 | a\|b; same process | 6,420 jobs/s | 6,000 | 6,500 | 3 | 25 |""",
        Page(Recorded),
        StringComparison.Ordinal);

    [Fact]
    public void A_line_that_is_no_report_is_refused_with_its_number()
    {
        var failure = Assert.Throws<FormatException>(() => RecordedRun.Parse([Recorded.Split('\n')[0], "broken"]));

        Assert.Contains("Line 2", failure.Message, StringComparison.Ordinal);
    }

    private static string Page(string recorded)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new BenchmarkPage(RecordedRun.Parse(recorded.Split('\n')), output).Write();
        return output.ToString();
    }
}
