using Cabinet.Domain.Schedules;

namespace Cabinet.Tests.Domain.Schedules;

public sealed class ScheduleTurnTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ScheduleTiming.Every Hourly = new(TimeSpan.FromHours(1), Start);

    [Theory]
    [InlineData(MisfirePolicy.FireOnce)]
    [InlineData(MisfirePolicy.CatchUp)]
    [InlineData(MisfirePolicy.Skip)]
    public void A_tick_in_time_is_fired_and_the_next_one_waits(MisfirePolicy policy)
    {
        var turn = At(Start, policy, Start + ScheduleTurn.Grace);

        Assert.Equal([Start], turn.Ticks);
        Assert.Equal((0, Start.AddHours(1)), (turn.Skipped, turn.NextAt));
    }

    [Fact]
    public void Nothing_is_fired_before_its_time()
    {
        var turn = At(Start, MisfirePolicy.CatchUp, Start.AddTicks(-1));

        Assert.Empty(turn.Ticks);
        Assert.Equal(Start, turn.NextAt);
    }

    [Fact]
    public void After_an_outage_one_job_stands_for_all_that_were_missed()
    {
        var turn = At(Start, MisfirePolicy.FireOnce, Start.AddHours(3.5));

        Assert.Equal([Start.AddHours(3)], turn.Ticks);
        Assert.Equal((3, Start.AddHours(4)), (turn.Skipped, turn.NextAt));
    }

    [Fact]
    public void A_tick_in_time_comes_beside_the_one_for_the_missed()
    {
        var turn = At(Start, MisfirePolicy.FireOnce, Start.AddHours(2));

        Assert.Equal([Start.AddHours(1), Start.AddHours(2)], turn.Ticks);
        Assert.Equal(1, turn.Skipped);
    }

    [Fact]
    public void After_an_outage_each_is_caught_up_in_order_a_hundred_a_turn()
    {
        var turn = At(Start, MisfirePolicy.CatchUp, Start.AddHours(150.5));

        Assert.Equal(Enumerable.Range(0, 100).Select(hour => Start.AddHours(hour)), turn.Ticks);
        Assert.Equal((0, Start.AddHours(100)), (turn.Skipped, turn.NextAt));
    }

    [Fact]
    public void After_an_outage_none_is_fired_and_all_are_counted()
    {
        var turn = At(Start, MisfirePolicy.Skip, Start.AddHours(3.5));

        Assert.Empty(turn.Ticks);
        Assert.Equal((4, Start.AddHours(4)), (turn.Skipped, turn.NextAt));
    }

    [Fact]
    public void What_is_too_much_for_one_turn_is_fired_once_at_the_end_of_the_last()
    {
        var secondly = new ScheduleTiming.Every(TimeSpan.FromSeconds(1), Start);
        var now = Start.AddSeconds(ScheduleTurn.MaximumLooked + 500.5);

        var first = ScheduleTurn.At(Start, MisfirePolicy.FireOnce, now, tick => secondly.Next(tick));
        Assert.Empty(first.Ticks);
        Assert.Equal(ScheduleTurn.MaximumLooked, first.Skipped);

        var second = ScheduleTurn.At(first.NextAt!.Value, MisfirePolicy.FireOnce, now, tick => secondly.Next(tick));
        Assert.Equal(now.AddSeconds(-60.5), second.Ticks[0]);
        Assert.Equal(61, second.Ticks.Count);
    }

    [Fact]
    public void The_job_of_a_tick_is_always_the_same_and_of_no_other()
    {
        var nightly = new ScheduleName("nightly").ToId();
        Assert.Equal(ScheduleTick.JobId(nightly, Start), ScheduleTick.JobId(nightly, Start));
        Assert.NotEqual(ScheduleTick.JobId(nightly, Start), ScheduleTick.JobId(nightly, Start.AddMilliseconds(1)));
        Assert.NotEqual(
            ScheduleTick.JobId(nightly, Start), ScheduleTick.JobId(new ScheduleName("weekly").ToId(), Start));
        Assert.Equal(7, ScheduleTick.JobId(nightly, Start).Value.Version);
        Assert.True(ScheduleTick.JobId(nightly, Start) < ScheduleTick.JobId(nightly, Start.AddMilliseconds(1)));
        Assert.Equal(new Guid("5f6eb9d8-a2b8-8f43-8bd6-9d8b5a8f6d1a").Version, nightly.Version);
    }

    [Fact]
    public void A_timing_reads_as_it_was_written()
    {
        ScheduleTiming[] all =
        [
            new ScheduleTiming.Cron("*/5 8-18 * * MON-FRI", "America/Argentina/Buenos_Aires"), Hourly,
            new ScheduleTiming.Once(Start.AddMilliseconds(7)),
        ];
        Assert.All(all, timing => Assert.Equal(timing, ScheduleTiming.Parse(timing.ToString())));
        Assert.Throws<FormatException>(() => ScheduleTiming.Parse("sometimes"));
        Assert.Throws<ArgumentException>(() => new ScheduleTiming.Every(TimeSpan.FromMilliseconds(999), Start));
    }

    private static ScheduleTurn At(DateTimeOffset due, MisfirePolicy policy, DateTimeOffset now) =>
        ScheduleTurn.At(due, policy, now, tick => Hourly.Next(tick));
}
