using Cabinet.Domain.Limits;

namespace Cabinet.Tests.Domain.Limits;

public sealed class RateRuleTests
{
    private static readonly RateLimit SixtyAMinute = new(60, TimeSpan.FromMinutes(1), burst: 3);

    [Fact]
    public void A_new_bucket_holds_its_burst() => Assert.Equal(3, RateRule.Free(SixtyAMinute, null, now: 1_000_000));

    [Fact]
    public void One_piece_comes_back_with_each_interval()
    {
        var until = RateRule.After(SixtyAMinute, null, now: 0, count: 3);
        Assert.Equal(0, RateRule.Free(SixtyAMinute, until, now: 999_999));
        Assert.Equal(1, RateRule.Free(SixtyAMinute, until, now: 1_000_000));
        Assert.Equal(1_000_000, RateRule.NextAt(SixtyAMinute, until));
        Assert.Equal(3, RateRule.Free(SixtyAMinute, until, now: 1_000_000_000));
    }

    [Fact]
    public void What_cannot_be_divided_is_never_faster_than_said() =>
        Assert.Equal(142_858, new RateLimit(7, TimeSpan.FromSeconds(1)).Interval);

    [Fact]
    public void Only_what_no_clock_left_is_wrong()
    {
        var latest = 3_000_000 + RateRule.ClockTolerance;
        Assert.False(RateRule.IsWrong(SixtyAMinute, latest, now: 0));
        Assert.True(RateRule.IsWrong(SixtyAMinute, latest + 1, now: 0));
    }

    [Fact]
    public void The_largest_rate_does_not_overflow()
    {
        var rate = new RateLimit(1, TimeSpan.FromDays(1), burst: RateLimit.MaximumCount);
        var now = UnixMicroseconds.Of(DateTimeOffset.MaxValue);
        Assert.Equal(RateLimit.MaximumCount, RateRule.Free(rate, null, now));
        Assert.Equal(0, RateRule.Free(rate, RateRule.After(rate, null, now, RateLimit.MaximumCount), now));
    }

    // A bucket that is filled step by step, as the books have it, against the one number.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_counts_like_a_bucket_that_is_filled(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 200; run++)
        {
            var period = TimeSpan.FromMilliseconds(random.Next(1_000, 100_000));
            var rate = new RateLimit(random.Next(1, 50), period, random.Next(1, 20));
            var (now, until, content) = (random.NextInt64(1, 1L << 50), (long?)null, rate.Burst * rate.Interval);
            for (var step = 0; step < 100; step++)
            {
                var passed = random.NextInt64(0, 3 * rate.Interval);
                (now, content) = (now + passed, Math.Min(rate.Burst * rate.Interval, content + passed));
                var free = RateRule.Free(rate, until, now);
                Assert.Equal(content / rate.Interval, free);
                var taken = random.Next(0, free + 1);
                (until, content) = (RateRule.After(rate, until, now, taken), content - (taken * rate.Interval));
            }
        }
    }

    [Theory]
    [InlineData(0, 1_000, 1)]
    [InlineData(1_000_001, 1_000, 1)]
    [InlineData(1, 999, 1)]
    [InlineData(1, 86_400_001, 1)]
    [InlineData(1, 1_000.5, 1)]
    [InlineData(1, 1_000, 0)]
    [InlineData(1, 1_000, 1_000_001)]
    public void A_rate_outside_its_ranges_is_refused(int count, double milliseconds, int burst) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new RateLimit(count, TimeSpan.FromMilliseconds(milliseconds), burst));
}
