using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Tests.Application.Queue;
using Cabinet.Tests.Infrastructure.Queue;
using Microsoft.Extensions.Options;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

/// <summary>How long history is kept by type and end.</summary>
public sealed class HistoryKeepingTests : IAsyncDisposable
{
    private static readonly JobType Own = new("own");
    private static readonly JobType Plain = new("plain");

    private readonly TestClock clock = new();
    private readonly TestStore store = new();
    private int made;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_type_goes_before_an_end_and_an_end_before_the_rest()
    {
        var options = new HistoryRetentionOptions
        {
            KeepHistory = TimeSpan.FromDays(7),
            KeepHistoryByEnd = new HistoryPeriods { Cancelled = TimeSpan.FromDays(2), Discarded = TimeSpan.FromDays(30) },
        };
        var retention = Create(options, new HistoryPeriods { Completed = TimeSpan.FromHours(1) });
        foreach (var type in new[] { Own, Plain })
        {
            foreach (var end in Enum.GetValues<JobEnd>())
            {
                await EndAsync(type, end, clock.GetUtcNow());
            }
        }

        Assert.Equal(6, await KeptAfterAsync(TimeSpan.FromMinutes(59)));
        Assert.Equal(5, await KeptAfterAsync(TimeSpan.FromMinutes(2)));
        Assert.Equal(3, await KeptAfterAsync(TimeSpan.FromDays(2)));
        Assert.Equal(2, await KeptAfterAsync(TimeSpan.FromDays(5)));
        Assert.Equal(0, await KeptAfterAsync(TimeSpan.FromDays(23)));

        async Task<long> KeptAfterAsync(TimeSpan time)
        {
            clock.Advance(time);
            await RunAsync(retention);
            return await store.History.CountAsync(Cancel);
        }
    }

    [Fact]
    public async Task What_stays_is_looked_at_once()
    {
        var retention = Create(new HistoryRetentionOptions(), new HistoryPeriods { Completed = TimeSpan.FromHours(1) });
        for (var i = 0; i < 50; i++)
        {
            await EndAsync(Plain, JobEnd.Completed, clock.GetUtcNow());
        }

        clock.Advance(TimeSpan.FromHours(2));
        await RunAsync(retention);
        await EndAsync(Own, JobEnd.Completed, clock.GetUtcNow() - TimeSpan.FromMinutes(90));
        await EndAsync(Plain, JobEnd.Completed, clock.GetUtcNow() - TimeSpan.FromMinutes(90));
        await RunAsync(retention);

        // One commit deleted the one record: the fifty before it weren't touched, and nothing else was asked for.
        var deleted = Assert.Single(store.Committed.OfType<DeleteHistory>());
        Assert.Equal(Own, Assert.Single(deleted.Records).Type);
        Assert.Equal(51, await store.History.CountAsync(Cancel));
    }

    [Fact]
    public async Task Deletes_are_bounded_pieces()
    {
        var options = new HistoryRetentionOptions { BatchSize = 4 };
        var retention = Create(options, new HistoryPeriods { Completed = TimeSpan.FromHours(1) });
        for (var i = 0; i < 10; i++)
        {
            await EndAsync(Own, JobEnd.Completed, clock.GetUtcNow());
        }

        clock.Advance(TimeSpan.FromHours(2));
        await RunAsync(retention);

        Assert.Equal([4, 4, 2], store.Committed.OfType<DeleteHistory>().Select(delete => delete.Records.Count));
    }

    [Fact]
    public async Task What_an_operator_says_goes_before_what_the_application_says()
    {
        var retention = Create(new HistoryRetentionOptions(), new HistoryPeriods { Completed = TimeSpan.FromHours(1) });
        foreach (var type in new[] { Own, Plain })
        {
            await EndAsync(type, JobEnd.Completed, clock.GetUtcNow());
            await EndAsync(type, JobEnd.Cancelled, clock.GetUtcNow());
        }

        clock.Advance(TimeSpan.FromMinutes(30));
        await SayAsync(null, RetainedAs.Completed, TimeSpan.FromMinutes(10));
        await RunAsync(retention);
        Assert.Equal([(Own, JobEnd.Completed), (Own, JobEnd.Cancelled), (Plain, JobEnd.Cancelled)], await KeptAsync());

        await SayAsync(Own, RetainedAs.Completed, TimeSpan.FromDays(1));
        clock.Advance(TimeSpan.FromHours(2));
        await RunAsync(retention);
        Assert.Contains((Own, JobEnd.Completed), await KeptAsync());

        await SayAsync(Own, RetainedAs.Completed, null);
        await SayAsync(Own, RetainedAs.Cancelled, TimeSpan.FromMinutes(1));
        await RunAsync(retention);
        Assert.Equal([(Plain, JobEnd.Cancelled)], await KeptAsync());

        async Task<List<(JobType, JobEnd)>> KeptAsync() =>
        [
            .. (await store.History.ListAsync(HistoryFilter.All, new Page(Page.MaximumLimit), Cancel))
                .Select(record => (record.Type, record.End)),
        ];
    }

    // Restarts of the process, late records and operators are part of it: a late one goes at the latest with the longest
    // period.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20_261_123)]
    public async Task Random_histories_keep_what_a_simple_model_keeps(int seed)
    {
        var random = new Random(seed);
        var options = new HistoryRetentionOptions
        {
            KeepHistory = Period(),
            KeepHistoryByEnd = new HistoryPeriods { Cancelled = PeriodOrNot(), Discarded = PeriodOrNot() },
            BatchSize = 1 + random.Next(5),
        };
        var own = new HistoryPeriods { Completed = PeriodOrNot(), Cancelled = PeriodOrNot(), Discarded = PeriodOrNot() };
        var retention = Create(options, own);
        var said = new Dictionary<(JobType?, RetainedAs), TimeSpan>();
        var model = new List<(JobId Id, JobType Type, JobEnd End, DateTimeOffset EndedAt)>();
        for (var round = 0; round < 40; round++)
        {
            for (var i = random.Next(6); i > 0; i--)
            {
                var (type, end) = (random.Next(2) == 0 ? Own : Plain, (JobEnd)random.Next(3));
                var id = await EndAsync(type, end, clock.GetUtcNow());
                model.Add((id, type, end, clock.GetUtcNow()));
            }

            clock.Advance(TimeSpan.FromMinutes(1 + random.Next(90)));
            retention = random.Next(5) == 0 ? Create(options, own) : retention;
            if (random.Next(4) == 0)
            {
                var what = (random.Next(2) == 0 ? null : (JobType?)Own, (RetainedAs)random.Next(3));
                var keep = PeriodOrNot();
                await SayAsync(what.Item1, what.Item2, keep);
                said.Remove(what);
                if (keep is { } period)
                {
                    said.Add(what, period);
                }
            }

            await RunAsync(retention);
            model.RemoveAll(record => record.EndedAt + Keep(record.Type, record.End) < clock.GetUtcNow());
            var kept = await store.History.ListAsync(HistoryFilter.All, new Page(Page.MaximumLimit), Cancel);
            Assert.Equal(model.Select(record => record.Id).Order(), kept.Select(record => record.Id));
        }

        TimeSpan Keep(JobType type, JobEnd end) =>
            Said(type, end) ?? (type == Own ? own.Of(end) : null) ?? Said(null, end) ?? options.KeepHistoryByEnd.Of(end)
            ?? options.KeepHistory;
        TimeSpan? Said(JobType? type, JobEnd end) =>
            said.TryGetValue((type, (RetainedAs)end), out var period) ? period : null;
        TimeSpan Period() => TimeSpan.FromMinutes(1 + random.Next(600));
        TimeSpan? PeriodOrNot() => random.Next(3) == 0 ? null : Period();
    }

    [Fact]
    public void A_period_outside_its_range_is_refused_when_the_type_is_declared()
    {
        var options = new JobOptions { KeepHistory = new HistoryPeriods { Discarded = TimeSpan.FromSeconds(59) } };

        var error = Assert.Throws<ArgumentException>(() => Define(options));
        Assert.Equal(
            "History records of job type 'own' that ended Discarded are kept 00:00:59; it must be from 1 minute to 3,650 "
            + "days.",
            error.Message);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static JobDefinition Define(JobOptions options) =>
        JobDefinition.Create<TestPayload, ExecutorFixture.TestHandler>(Own, TestJson.Default.TestPayload, options);

    private static async Task RunAsync(HistoryRetention retention)
    {
        while ((await retention.RunBatchAsync(Cancel)).HasMore)
        {
        }
    }

    private HistoryRetention Create(HistoryRetentionOptions options, HistoryPeriods own) => new(
        store, new JobCatalog([Define(new JobOptions { KeepHistory = own })]), Options.Create(options), clock);

    private async Task SayAsync(JobType? type, RetainedAs state, TimeSpan? keep) =>
        Assert.IsType<CommitResult.Committed>(await store.CommitAsync(new SetRetention(type, state, keep)));

    private async Task<JobId> EndAsync(JobType type, JobEnd end, DateTimeOffset at)
    {
        var id = new JobId(new Guid(++made, 7, 0, new byte[8]));
        await store.CommitAsync(new EnqueueJob(new NewJob
        {
            Id = id,
            Type = type,
            Queue = new QueueName("default"),
            CreatedAt = at,
            Payload = Content.FromSealed(new byte[] { 1 }),
        }));
        await store.CommitAsync(new CancelJob(id, new HistoryRecord
        {
            Id = id,
            Type = type,
            Queue = new QueueName("default"),
            End = end,
            Attempts = 0,
            CreatedAt = at,
            EndedAt = at,
        }));
        return id;
    }
}
