using Cabinet.Application.Commands;

namespace Cabinet.Tests.Application.Commands;

public sealed class PaceTests
{
    [Fact]
    public void No_second_has_more_than_the_rate()
    {
        var pace = new Pace(1_000, PerSecond: 50);
        var clock = TimeSpan.Zero;
        var at = new List<TimeSpan>();
        for (var done = 0; done < 500; done++)
        {
            clock += pace.WaitBefore(done, clock);
            at.Add(clock);
        }

        Assert.Equal(TimeSpan.Zero, at[0]);
        Assert.All(
            Enumerable.Range(0, 450), first => Assert.True(at[first + 50] - at[first] >= TimeSpan.FromSeconds(0.999)));
    }

    [Fact]
    public void Without_a_rate_nothing_waits() =>
        Assert.Equal(TimeSpan.Zero, new Pace(1).WaitBefore(1_000_000, TimeSpan.Zero));

    [Theory]
    [InlineData(0, null)]
    [InlineData(Pace.MaximumLimit + 1, null)]
    [InlineData(1, 0)]
    [InlineData(1, Pace.MaximumRate + 1)]
    public void What_is_outside_its_range_is_refused(int limit, int? rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pace(limit, rate));
}
