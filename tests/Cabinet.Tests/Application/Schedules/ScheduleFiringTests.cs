using Cabinet.Application.Commands;
using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Application.Schedules;
using Cabinet.Domain.Schedules;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Persistence;
using Cabinet.Tests.Application.Queue;
using Cabinet.Tests.Infrastructure.Persistence;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Application.Schedules;

/// <summary>Schedules over the in-memory store: declared, fired by several nodes, operated.</summary>
public sealed class ScheduleFiringTests : IAsyncLifetime, ITraceContext, Cabinet.Application.IIdGenerator
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Start);
    private readonly CronosCalendar calendar = new();
    private readonly JobCatalog jobs = new(
        [JobDefinition.Create<TestPayload, ExecutorFixture.TestHandler>(ExecutorFixture.Type, TestJson.Default.TestPayload)]);

    private readonly List<ScheduleFired> told = [];
    private SealingFixture? sealing;
    private int ids;

    public string? TraceParent => null;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SealingStore Store => sealing!.Store;

    public async ValueTask InitializeAsync() => sealing = await SealingFixture.OpenAsync();

    public ValueTask DisposeAsync() => sealing!.DisposeAsync();

    public Guid Next() => new(++ids, 1, 1, new byte[8]);

    [Fact]
    public async Task A_declared_schedule_fires_its_payload_at_each_tick()
    {
        await DeclareAsync(Every("hourly", TimeSpan.FromHours(1)));
        Assert.Equal(Start.AddSeconds(5), await FireAsync());

        time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(2));
        Assert.Equal(Start.AddHours(1), await FireAsync());
        Assert.Empty(await JobsAsync());

        time.Advance(TimeSpan.FromSeconds(2));
        await FireAsync();
        await FireAsync();
        var job = Assert.Single(await JobsAsync());
        Assert.Equal(ScheduleTick.JobId(new ScheduleName("hourly").ToId(), Start.AddHours(1)), job.Id);
        Assert.Equal([new ScheduleFired(new ScheduleName("hourly"), 1, 0)], told);
        var stored = await FindAsync("hourly");
        Assert.Equal((Start.AddHours(1), Start.AddHours(2)), (stored.LastAt, stored.NextAt));
        Assert.Equal("{\"Value\":7}", SealingFixture.Text(stored.Payload));
    }

    [Fact]
    public async Task Random_nodes_restarts_and_clock_steps_fire_each_tick_once()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 30; round++)
        {
            var name = $"round-{round}";
            var interval = TimeSpan.FromSeconds(random.Next(30, 600));
            var from = time.GetUtcNow();
            await DeclareAsync(new ScheduleDefinition(
                new ScheduleName(name), new ScheduleTiming.Every(interval, from + interval), new TestPayload(round),
                MisfirePolicy.CatchUp));
            for (var step = 0; step < 20; step++)
            {
                time.Advance(TimeSpan.FromSeconds(random.Next(0, 900)));

                // Nodes look at once, each with what it read; one of them may die before its commit.
                var nodes = Enumerable.Range(0, random.Next(0, 4)).Select(_ => FireAsync().AsTask());
                await Task.WhenAll(nodes);
            }

            await FireAsync();
            await FireAsync();
            var expected = Enumerable.Range(1, int.MaxValue)
                .Select(number => from + (interval * number)).TakeWhile(tick => tick <= time.GetUtcNow())
                .Select(tick => ScheduleTick.JobId(new ScheduleName(name).ToId(), tick)).Order();
            Assert.Equal(expected, (await JobsAsync()).Select(job => job.Id).Order());
            foreach (var job in await JobsAsync())
            {
                await sealing!.DoAsync(new Cabinet.Application.Persistence.Operations.CancelJob(job.Id, null));
            }

            await DeclareAsync();
        }
    }

    [Fact]
    public async Task A_schedule_that_is_removed_and_made_again_does_not_fire_a_tick_whose_job_lives()
    {
        var schedule = Once("once", Start);
        await DeclareAsync(schedule);
        await FireAsync();
        await DeclareAsync();
        Assert.Null(await Store.Schedules.FindAsync(schedule.Name, Cancel));
        await DeclareAsync(schedule);
        await FireAsync();

        Assert.Single(await JobsAsync());
        Assert.Null((await FindAsync("once")).NextAt);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_fires_nothing_twice()
    {
        await DeclareAsync(Every("hourly", TimeSpan.FromHours(1)));
        time.Advance(TimeSpan.FromHours(1));
        await FireAsync();
        var behind = new FakeTimeProvider(Start.AddMinutes(-30));
        await new ScheduleFiring(Store, calendar, this, behind).FireAsync(TimeSpan.FromSeconds(5), told.Add, Cancel);

        Assert.Single(await JobsAsync());
    }

    [Fact]
    public async Task What_code_declares_is_changed_by_code_and_what_others_made_stays()
    {
        await DeclareAsync(Every("hourly", TimeSpan.FromHours(1)), Once("gone", Start.AddDays(1)));
        var commands = Commands();
        Assert.IsType<OperationResult.Done>(await commands.AddAsync(
            await FindAsync("hourly") with { Name = new ScheduleName("by-hand") }, Caller.LocalOperator, "trial", Cancel));
        Assert.IsType<OperationResult.Done>(
            await commands.PauseAsync(new ScheduleName("hourly"), Caller.LocalOperator, null, Cancel));

        await DeclareAsync(Every("hourly", TimeSpan.FromMinutes(10)));

        Assert.Null(await Store.Schedules.FindAsync(new ScheduleName("gone"), Cancel));
        Assert.Equal("", (await FindAsync("by-hand")).Owner);
        var changed = await FindAsync("hourly");
        Assert.True(changed.IsPaused);
        Assert.Equal(Start.AddMinutes(10), changed.NextAt);
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => DeclareAsync(Once("by-hand", Start)));
        Assert.Equal(
            "There is a schedule 'by-hand' of an operator. Give this one another name, or remove that one.", refused.Message);
    }

    [Fact]
    public async Task Operators_pause_resume_run_preview_and_remove()
    {
        await DeclareAsync(Every("hourly", TimeSpan.FromHours(1)));
        var (name, me) = (new ScheduleName("hourly"), Caller.LocalOperator);
        var commands = Commands();
        await commands.PauseAsync(name, me, "stop", Cancel);
        Assert.IsType<OperationResult.Refused>(await commands.PauseAsync(name, me, null, Cancel));
        time.Advance(TimeSpan.FromHours(5.5));
        await FireAsync();
        Assert.Empty(await JobsAsync());

        await commands.RunNowAsync(name, me, null, Cancel);
        Assert.Single(await JobsAsync());

        await commands.ResumeAsync(name, me, "go on", Cancel);
        await FireAsync();
        Assert.Equal(new ScheduleFired(name, 1, 4), told.Single(fired => fired.Jobs > 0));
        Assert.Equal([Start.AddHours(6), Start.AddHours(7)], await commands.NextAsync(name, 2, Cancel));

        Assert.IsType<OperationResult.Done>(await commands.RemoveAsync(name, me, null, Cancel));
        Assert.IsType<OperationResult.NotFound>(await commands.RemoveAsync(name, me, null, Cancel));
        Assert.Null(await commands.NextAsync(name, 2, Cancel));
        Assert.Equal(4, (await Store.Audit.ListWaitingAsync(100, Cancel)).Count);
    }

    [Fact]
    public async Task A_declaration_that_cannot_be_says_what_is_wrong()
    {
        var cron = await Refused(new ScheduleTiming.Cron("often", "UTC"));
        Assert.Contains("is no cron expression", cron.Message, StringComparison.Ordinal);
        var zone = await Refused(new ScheduleTiming.Cron("0 3 * * *", "Mars"));
        Assert.Contains("There is no time zone", zone.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<ArgumentException>(() => DeclareAsync(
            new ScheduleDefinition(new ScheduleName("bad"), new ScheduleTiming.Once(Start), "text")));
        Assert.Equal(
            "Schedule 'bad' gives its jobs a String, for which no job type is declared. Declare one with AddJob.", unknown.Message);

        Task<ArgumentException> Refused(ScheduleTiming timing) => Assert.ThrowsAsync<ArgumentException>(() =>
            DeclareAsync(new ScheduleDefinition(new ScheduleName("bad"), timing, new TestPayload(1))));
    }

    private static ScheduleDefinition Every(string name, TimeSpan interval) =>
        new(new ScheduleName(name), new ScheduleTiming.Every(interval, Start + interval), new TestPayload(7));

    private static ScheduleDefinition Once(string name, DateTimeOffset at) =>
        new(new ScheduleName(name), new ScheduleTiming.Once(at), new TestPayload(7));

    private ScheduleCommands Commands() => new(Store, calendar, this, this, time);

    private Task DeclareAsync(params ScheduleDefinition[] schedules) =>
        new ScheduleDeclaring(Store, jobs, calendar, time).DeclareAsync(schedules, "shop", Cancel);

    private ValueTask<DateTimeOffset> FireAsync() =>
        new ScheduleFiring(Store, calendar, this, time).FireAsync(TimeSpan.FromSeconds(5), Tell, Cancel);

    private void Tell(ScheduleFired fired)
    {
        lock (told)
        {
            told.Add(fired);
        }
    }

    private async Task<ScheduleRecord> FindAsync(string name)
    {
        var schedule = await Store.Schedules.FindAsync(new ScheduleName(name), Cancel);
        Assert.NotNull(schedule);
        return schedule;
    }

    private async Task<IReadOnlyList<JobRecord>> JobsAsync() =>
        await Store.Jobs.ListAsync(new Cabinet.Application.Persistence.Readers.JobFilter(), new Page(1000), Cancel);
}
