using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Domain.Schedules;
using Cabinet.Infrastructure;

namespace Cabinet.Testing.Tests;

public sealed class AdvanceTests : WorkTest
{
    private static readonly DateTimeOffset Start = new CabinetTestOptions().StartsAt;

    [Fact]
    public async Task Each_thing_runs_at_its_moment_on_the_way()
    {
        await Test.Jobs.EnqueueAsync(
            new Work("delayed"), new EnqueueOptions { Delay = TimeSpan.FromMinutes(90) }, Cancel);
        await Test.Jobs.EnqueueAsync(new Work("now"), cancellationToken: Cancel);

        var runs = (await Test.AdvanceAsync(TimeSpan.FromHours(2), Cancel)).AllCompleted();

        Assert.Equal(
            [("now", 0), ("tick", 60), ("delayed", 90), ("tick", 120)],
            Script.Calls.Zip(runs, (call, run) => (call.Name, (int)(run.At - Start).TotalMinutes)));
        Assert.Equal(Start.AddHours(2), Test.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_snoozed_job_comes_back_without_costing_an_attempt()
    {
        var asked = 0;
        Script.Body = (_, _, _) => ValueTask.FromResult(
            ++asked < 3 ? JobResult.Snooze(TimeSpan.FromMinutes(5)) : JobResult.Done);
        await Test.Jobs.EnqueueAsync(new Work("poll"), cancellationToken: Cancel);

        var runs = await Test.AdvanceAsync(TimeSpan.FromMinutes(30), Cancel);

        Assert.Equal([0, 5, 10], runs.Select(run => (int)(run.At - Start).TotalMinutes));
        Assert.All(runs, run => Assert.Equal(1, run.Attempt));
    }

    [Fact]
    public async Task Nothing_runs_beyond_where_the_clock_stops()
    {
        Assert.Empty(await Test.AdvanceAsync(TimeSpan.FromMinutes(59), Cancel));
        Assert.Single(await Test.AdvanceAsync(TimeSpan.FromMinutes(1), Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Test.AdvanceAsync(TimeSpan.FromSeconds(-1), Cancel));
    }

    protected override void Declare(CabinetBuilder cabinet)
    {
        base.Declare(cabinet);
        cabinet.AddSchedule("hourly", new ScheduleTiming.Every(TimeSpan.FromHours(1), Start), new Work("tick"));
    }
}
