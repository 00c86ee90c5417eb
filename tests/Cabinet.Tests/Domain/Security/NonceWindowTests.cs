using CsCheck;
using Cabinet.Domain.Security;

namespace Cabinet.Tests.Domain.Security;

public sealed class NonceWindowTests
{
    private static readonly DateTimeOffset Created = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly NonceWindow Window = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData(-30_001, NonceFreshness.FromTheFuture)]
    [InlineData(-30_000, NonceFreshness.Fresh)]
    [InlineData(0, NonceFreshness.Fresh)]
    [InlineData(330_000, NonceFreshness.Fresh)]
    [InlineData(330_001, NonceFreshness.Stale)]
    public void Both_edges_are_inside(int millisecondsAfter, NonceFreshness expected) =>
        Assert.Equal(expected, Window.Judge(Created, Created.AddMilliseconds(millisecondsAfter)));

    /// <summary>
    /// The rule that replays stand or fall with: as long as any clock within the skew calls the command fresh, no clock
    /// within the skew calls its nonce over.
    /// </summary>
    [Fact]
    public void No_clock_within_the_skew_forgets_what_another_one_still_admits() =>
        Gen.Select(Gen.Int[1, 3_600], Gen.Int[0, 600], Gen.Int[0, 20_000], Gen.Int[0, 1_000])
            .Sample((age, skew, beforeTheEdge, thousandths) =>
            {
                var window = new NonceWindow(TimeSpan.FromSeconds(age), TimeSpan.FromSeconds(skew));
                var judging = Created + window.MaximumAge + window.Skew - TimeSpan.FromMilliseconds(beforeTheEdge);
                var cleaning = judging + (window.Skew * thousandths / 1_000);
                if (window.Judge(Created, judging) == NonceFreshness.Fresh)
                {
                    Assert.True(window.KeepUntil(Created) >= cleaning);
                }
            });

    [Fact]
    public void Windows_outside_their_bounds_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NonceWindow(TimeSpan.Zero, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NonceWindow(TimeSpan.FromHours(2), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => Window with { Skew = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Window with { Skew = TimeSpan.FromMinutes(11) });
    }
}
