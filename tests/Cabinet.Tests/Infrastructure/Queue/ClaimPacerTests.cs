using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class ClaimPacerTests
{
    private readonly TestClock clock = new();

    [Fact]
    public void Nothing_is_claimed_ahead_before_anything_was_finished() =>
        Assert.Equal(0, new ClaimPacer(8, 500, clock).Target(clock.GetTimestamp()));

    [Fact]
    public void Slow_jobs_get_nothing_ahead()
    {
        var pacer = new ClaimPacer(8, 500, clock);

        // Eight jobs of a second each end together: a burst, but no speed.
        Finish(pacer, 8, TimeSpan.FromSeconds(1));

        Assert.Equal(0, pacer.Target(clock.GetTimestamp()));
    }

    [Fact]
    public void Jobs_of_twenty_milliseconds_get_what_starts_within_fifty()
    {
        var pacer = new ClaimPacer(8, 500, clock);
        for (var i = 0; i < 10; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            Finish(pacer, 8, TimeSpan.FromMilliseconds(20));
            pacer.Target(clock.GetTimestamp());
        }

        Assert.InRange(pacer.Target(clock.GetTimestamp()), 15, 20);
    }

    [Fact]
    public void Fast_jobs_get_the_most_within_one_window()
    {
        var pacer = new ClaimPacer(8, 500, clock);
        pacer.Target(clock.GetTimestamp());
        Finish(pacer, 8, TimeSpan.FromMicroseconds(2));
        Assert.Equal(8, pacer.Target(clock.GetTimestamp()));
        Finish(pacer, 5_000, TimeSpan.FromMicroseconds(2));
        Assert.Equal(500, pacer.Target(clock.GetTimestamp()));
    }

    [Fact]
    public void Shared_slots_get_what_starts_within_ten_milliseconds()
    {
        var pacer = new ClaimPacer(8, 500, clock) { IsSharing = true };
        for (var i = 0; i < 20; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(10));
            Finish(pacer, 8, TimeSpan.FromMilliseconds(10));
            pacer.Target(clock.GetTimestamp());
        }

        Assert.InRange(pacer.Target(clock.GetTimestamp()), 6, 8);
    }

    [Fact]
    public void What_was_fast_long_ago_is_forgotten()
    {
        var pacer = new ClaimPacer(8, 500, clock);
        Finish(pacer, 5_000, TimeSpan.FromMicroseconds(2));
        pacer.Target(clock.GetTimestamp());

        clock.Advance(TimeSpan.FromMinutes(1));
        pacer.Target(clock.GetTimestamp());
        clock.Advance(ClaimPacer.Window);

        Assert.Equal(0, pacer.Target(clock.GetTimestamp()));
    }

    private void Finish(ClaimPacer pacer, int jobs, TimeSpan duration)
    {
        var end = clock.GetTimestamp();
        var start = end - (long)(duration.TotalSeconds * clock.TimestampFrequency);
        for (var i = 0; i < jobs; i++)
        {
            pacer.Finished(start, end);
        }
    }
}
