using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Schedules;

namespace Cabinet.Conformance.Store;

/// <summary>Schedules: kept as they were written, and moved on by one of all who try.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class ScheduleConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private const int Nodes = 8;

    /// <summary>What is written is what is read, times cut to the millisecond.</summary>
    [Fact]
    public async Task A_schedule_is_kept_with_all_its_fields()
    {
        var schedule = Schedule("nightly") with
        {
            Timing = new ScheduleTiming.Cron("0 3 * * *", "Europe/Berlin"),
            Misfire = MisfirePolicy.CatchUp,
            Priority = new JobPriority(2),
            IsPaused = true,
            Owner = "shop",
            CreatedAt = Samples.Now.AddTicks(9),
            NextAt = Samples.Now.AddHours(1).AddTicks(9),
            LastAt = Samples.Now.AddHours(-1).AddTicks(9),
        };
        await DoAsync(new PutSchedule(schedule));

        var read = await FindAsync("nightly");
        Assert.Equal(
            schedule with
            {
                Revision = 1,
                CreatedAt = Samples.Now,
                NextAt = Samples.Now.AddHours(1),
                LastAt = Samples.Now.AddHours(-1),
                Payload = read!.Payload,
            },
            read);
        Assert.Equal(schedule.Payload.Sealed.ToArray(), read.Payload.Sealed.ToArray());
    }

    /// <summary>Intervals and one-shots come back as they are.</summary>
    [Fact]
    public async Task Every_timing_is_kept()
    {
        var every = new ScheduleTiming.Every(TimeSpan.FromSeconds(90.5), Samples.Now);
        var once = new ScheduleTiming.Once(Samples.Now.AddDays(3));
        await DoAsync(
            new PutSchedule(Schedule("every") with { Timing = every }),
            new PutSchedule(Schedule("once") with { Timing = once, NextAt = null }));

        Assert.Equal(every, (await FindAsync("every"))!.Timing);
        var ended = (await FindAsync("once"))!;
        Assert.Equal((once, null, null), (ended.Timing, ended.NextAt, ended.LastAt));
    }

    /// <summary>A name is there once, and changes only as it was read.</summary>
    [Fact]
    public async Task A_schedule_changes_only_as_it_was_read()
    {
        var schedule = Schedule("a");
        await RefusedAsync(Refusal.ScheduleChanged, new PutSchedule(schedule with { Revision = 1 }));
        await RefusedAsync(Refusal.ScheduleChanged, new RemoveSchedule(schedule.Name, 1));
        await DoAsync(new PutSchedule(schedule));
        var refused = await RefusedAsync(Refusal.DuplicateId, new PutSchedule(schedule));
        Assert.Equal(schedule.Id, refused.Existing);

        var read = (await FindAsync("a"))!;
        await DoAsync(new PutSchedule(read with { IsPaused = true }));
        await RefusedAsync(Refusal.ScheduleChanged, new PutSchedule(read));
        await RefusedAsync(Refusal.ScheduleChanged, new RemoveSchedule(read.Name, read.Revision));
        Assert.Equal((2L, true), ((await FindAsync("a"))!.Revision, (await FindAsync("a"))!.IsPaused));

        await DoAsync(new RemoveSchedule(read.Name, 2));
        Assert.Null(await FindAsync("a"));
        await DoAsync(new PutSchedule(schedule));
    }

    /// <summary>Due are those that aren't paused or ended, earliest first, the limit kept.</summary>
    [Fact]
    public async Task What_is_due_is_listed_earliest_first()
    {
        await DoAsync(
            new PutSchedule(Schedule("late") with { NextAt = Samples.Now.AddSeconds(2) }),
            new PutSchedule(Schedule("early") with { NextAt = Samples.Now.AddSeconds(-2) }),
            new PutSchedule(Schedule("now")),
            new PutSchedule(Schedule("paused") with { IsPaused = true }),
            new PutSchedule(Schedule("ended") with { NextAt = null }));

        Assert.Equal(["early", "now"], await DueAsync(Samples.Now, 10));
        Assert.Equal(["early"], await DueAsync(Samples.Now, 1));
        Assert.Equal(["early", "now", "late"], await DueAsync(Samples.Now.AddSeconds(2), 10));
    }

    /// <summary>Page by page, each once.</summary>
    [Fact]
    public async Task Schedules_are_listed_page_by_page()
    {
        string[] names = ["a", "b", "c", "d", "e"];
        await DoAsync([.. names.Select(name => new PutSchedule(Schedule(name)))]);

        var read = new List<ScheduleRecord>();
        for (var page = new Page(2); ; page = new Page(2, read[^1].Id))
        {
            var some = await Driver.Schedules.ListAsync(page, TestContext.Current.CancellationToken);
            read.AddRange(some);
            if (some.Count < 2)
            {
                break;
            }
        }

        Assert.Equal(names, read.Select(schedule => schedule.Name.Value).Order());
    }

    /// <summary>A tick is one commit: when the schedule was changed, there is no job either, and the other way round.</summary>
    [Fact]
    public async Task A_tick_is_fired_whole_or_not_at_all()
    {
        await DoAsync(new PutSchedule(Schedule("a")));
        var read = (await FindAsync("a"))!;
        await DoAsync(Fire(read));
        await RefusedAsync(Refusal.ScheduleChanged, new PutSchedule(read));
        var refused = Assert.IsType<CommitResult.Refused>(await CommitAsync(Fire(read)));
        Assert.Equal((0, Refusal.ScheduleChanged), (refused.Operation, refused.Reason));

        // Whoever set the schedule back can't fire a tick whose job lives.
        var later = (await FindAsync("a"))! with { NextAt = read.NextAt };
        refused = Assert.IsType<CommitResult.Refused>(await CommitAsync(Fire(later)));
        Assert.Equal((1, Refusal.DuplicateId), (refused.Operation, refused.Reason));
        Assert.Equal(2, (await FindAsync("a"))!.Revision);
    }

    /// <summary>Of many who fire the same ticks at the same moment, one does, tick by tick.</summary>
    [Fact]
    public async Task Each_tick_is_fired_by_one_of_many_nodes()
    {
        const int ticks = 10;
        await DoAsync(new PutSchedule(Schedule("a")));
        for (var tick = 0; tick < ticks; tick++)
        {
            var read = (await FindAsync("a"))!;
            var results = await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Run(
                () => CommitAsync(Fire(read)).AsTask(), TestContext.Current.CancellationToken)));

            Assert.Single(results.OfType<CommitResult.Committed>());
            Assert.All(
                results.OfType<CommitResult.Refused>(),
                refused => Assert.Equal(Refusal.ScheduleChanged, refused.Reason));
        }

        var node = await RegisterAsync();
        var claimed = await ClaimAsync(node);
        Assert.Equal(ticks, claimed.Jobs.Select(job => job.Id).Distinct().Count());
        Assert.Equal(ticks + 1, (await FindAsync("a"))!.Revision);
    }

    private ScheduleRecord Schedule(string name) => new()
    {
        Name = new ScheduleName(name),
        Timing = new ScheduleTiming.Every(TimeSpan.FromMinutes(1), Samples.Now),
        Type = new JobType("report.send"),
        Queue = StoreSamples.Queue,
        Payload = StoreSamples.Sealed($"payload of {name}"),
        CreatedAt = Samples.Now,
        NextAt = Samples.Now,
    };

    private WriteOperation[] Fire(ScheduleRecord schedule)
    {
        var tick = schedule.NextAt!.Value;
        return
        [
            new PutSchedule(schedule with { NextAt = tick.AddMinutes(1), LastAt = tick }),
            new EnqueueJob(Samples.Job() with { Id = ScheduleTick.JobId(schedule.Id, tick) }),
        ];
    }

    private ValueTask<ScheduleRecord?> FindAsync(string name) =>
        Driver.Schedules.FindAsync(new ScheduleName(name), TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string>> DueAsync(DateTimeOffset until, int limit) =>
        (await Driver.Schedules.ListDueAsync(until, limit, TestContext.Current.CancellationToken))
        .Select(schedule => schedule.Name.Value);
}
