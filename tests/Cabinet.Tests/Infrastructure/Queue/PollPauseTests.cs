using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class PollPauseTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    [Fact]
    public void No_pause_is_longer_than_the_interval_or_shorter_than_three_quarters() =>
        Assert.All(Pauses(1), pause => Assert.InRange(pause, Interval * 0.75, Interval));

    [Fact]
    public void Nodes_do_not_poll_together()
    {
        Assert.Equal(Pauses(1), Pauses(1));
        Assert.Empty(Pauses(1).Intersect(Pauses(2)));
        Assert.Equal(100, Pauses(1).Distinct().Count());
    }

    private static TimeSpan[] Pauses(int node) =>
    [
        .. Enumerable.Range(1, 100).Select(poll =>
            PollPause.Of(Interval, new NodeId(new Guid(node, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])), poll)),
    ];
}
