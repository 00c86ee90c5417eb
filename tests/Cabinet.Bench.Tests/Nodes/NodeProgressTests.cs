using Cabinet.Bench.Nodes;

namespace Cabinet.Bench.Tests.Nodes;

public sealed class NodeProgressTests
{
    [Fact]
    public void It_completes_when_the_nodes_together_are_that_far()
    {
        var progress = new NodeProgress(nodes: 2);
        var ten = progress.WhenStarted(10);

        progress.Tell(0, new NodeLine(4, 0));
        progress.Tell(1, new NodeLine(5, 0));
        Assert.False(ten.IsCompleted);

        progress.Tell(0, new NodeLine(5, 0));
        Assert.True(ten.IsCompleted);
        Assert.Equal(10, progress.Started);
    }

    [Fact]
    public void A_nodes_line_is_read_as_it_was_written_and_anything_else_is_no_line()
    {
        var line = new NodeLine(7, 123_456_789);

        Assert.Equal(line, NodeLine.Parse(line.ToString()));
        Assert.Null(NodeLine.Parse("warn: something"));
        Assert.Null(NodeLine.Parse("started many 1"));
    }

    [Fact]
    public void A_jobs_cost_is_what_was_used_between_two_snapshots()
    {
        var earlier = new LoadSnapshot(0, 100, 1.0, 2.0);
        var later = new LoadSnapshot(TimeProvider.System.TimestampFrequency * 2, 300, 1.5, 4.0);

        var figures = later.Since(earlier);

        Assert.Equal(100, figures["jobs"], 6);
        Assert.Equal(2_500, figures["node-cpu"], 6);
        Assert.Equal(10_000, figures["server-cpu"], 6);
    }
}
