using System.Text;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Tests.Application.Queue;
using BatchResult = Cabinet.Infrastructure.BackgroundTasks.BatchResult;

namespace Cabinet.Tests.Application.Commands;

public sealed class BulkWorkTests
{
    private static readonly Caller Operator = new("operator", CallerRole.Admin);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_redrive_goes_on_in_pieces_whoever_does_them_and_is_audited_once()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await DeadLetterAsync(fixture, 230);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var bulk = await StartAsync(fixture, BulkKind.Redrive, new BulkFilter());
        Assert.Equal((230, true), (bulk.Matched, bulk.IsMatchedExact));
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await DeadLetterAsync(fixture, 1);

        // Each piece by a worker of its own, which knows nothing but what is stored.
        var pieces = 0;
        while ((await ReadAsync(fixture, bulk)).Status == BulkStatus.Running)
        {
            Assert.NotNull(await Work(fixture).RunAsync(await ReadAsync(fixture, bulk), Cancel));
            pieces++;
        }

        var ended = await ReadAsync(fixture, bulk);
        Assert.Equal((4, 230, 0, BulkStatus.Completed), (pieces, ended.Done, ended.Refused, ended.Status));
        Assert.Equal(1, await fixture.Store.DeadLetters.CountAsync(DeadLetterFilter.All, Cancel));
        Assert.Equal(230, (await fixture.Store.Jobs.CountAsync(Cancel)).Sum(count => count.Count));
        var audited = Assert.Single(await AuditedAsync(fixture, "bulk."));
        Assert.Contains("the disk was replaced", audited, StringComparison.Ordinal);
        Assert.Empty(await AuditedAsync(fixture, "dead-letter.redriven"));
    }

    [Fact]
    public async Task A_cancelled_action_does_nothing_more()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await EnqueueAsync(fixture, 150);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var bulk = await StartAsync(fixture, BulkKind.Cancel, new BulkFilter { Type = ExecutorFixture.Type.Value });
        var first = await Work(fixture).RunAsync(bulk, Cancel);
        Assert.Equal(100, first!.Done);

        Assert.Equal(
            new OperationResult.Done(100), await Commands(fixture).CancelAsync(bulk.Id, Operator, "enough", Cancel));

        Assert.Null(await Work(fixture).RunAsync(first, Cancel));
        Assert.Equal(50, (await fixture.Store.Jobs.CountAsync(Cancel)).Sum(count => count.Count));
        Assert.Equal(BulkStatus.Cancelled, (await ReadAsync(fixture, bulk)).Status);
        Assert.IsType<OperationResult.Refused>(await Commands(fixture).CancelAsync(bulk.Id, Operator, null, Cancel));
        Assert.Empty(await fixture.Store.Bulk.ListOpenAsync(10, Cancel));
    }

    [Fact]
    public async Task Two_workers_of_one_action_count_each_job_once()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await EnqueueAsync(fixture, 350);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var bulk = await StartAsync(fixture, BulkKind.Cancel, new BulkFilter { Queue = "default" });

        await Task.WhenAll(DriveAsync(), DriveAsync(), DriveAsync());

        Assert.Equal((bulk.Matched, 0), ((await ReadAsync(fixture, bulk)).Done, (await ReadAsync(fixture, bulk)).Refused));
        Assert.Empty(await fixture.Store.Jobs.CountAsync(Cancel));

        async Task DriveAsync()
        {
            while (await ReadAsync(fixture, bulk) is { Status: BulkStatus.Running } read)
            {
                await Work(fixture).RunAsync(read, Cancel);
            }
        }
    }

    [Fact]
    public async Task No_more_than_the_limit_is_done()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await DeadLetterAsync(fixture, 12);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var bulk = await Commands(fixture).StartAsync(
            BulkKind.Discard, new BulkFilter(), new Pace(5), Operator, null, Cancel);

        while ((await ReadAsync(fixture, bulk!)).Status == BulkStatus.Running)
        {
            await Work(fixture).RunAsync(await ReadAsync(fixture, bulk!), Cancel);
        }

        Assert.Equal(7, await fixture.Store.DeadLetters.CountAsync(DeadLetterFilter.All, Cancel));
        Assert.Equal(5, (await ReadAsync(fixture, bulk!)).Done);
        var history = await fixture.Store.History.ListAsync(HistoryFilter.All, Page.First, Cancel);
        Assert.Equal(5, history.Count(record => record.End == JobEnd.Discarded));
    }

    [Fact]
    public async Task The_background_task_keeps_the_rate_and_rests_without_actions()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var task = new BulkActions(fixture.Store, Work(fixture), fixture.Time);
        Assert.False(await task.HasWorkAsync(Cancel));
        await EnqueueAsync(fixture, 30);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var bulk = await Commands(fixture).StartAsync(
            BulkKind.Cancel, new BulkFilter { Queue = "default" }, new Pace(1_000, 50), Operator, null, Cancel);
        Assert.True(await task.HasWorkAsync(Cancel));

        Assert.Equal(new BatchResult(5, HasMore: true), await task.RunBatchAsync(Cancel));
        var waits = task.RunBatchAsync(Cancel).AsTask();
        Assert.False(waits.IsCompleted);
        fixture.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(new BatchResult(0, HasMore: true), await waits);
        Assert.Equal(new BatchResult(5, HasMore: true), await task.RunBatchAsync(Cancel));
        Assert.Equal(10, (await ReadAsync(fixture, bulk!)).Done);
    }

    [Fact]
    public async Task Who_may_not_operate_begins_and_stops_nothing()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        var nobody = new Caller("reader", CallerRole.User);

        Assert.Null(await Commands(fixture).StartAsync(
            BulkKind.Cancel, new BulkFilter { Queue = "default" }, new Pace(1), nobody, null, Cancel));
        Assert.IsType<OperationResult.Denied>(await Commands(fixture).CancelAsync(Guid.Empty, nobody, null, Cancel));
        Assert.Empty(await fixture.Store.Bulk.ListAsync(Page.First, Cancel));
    }

    private static BulkCommands Commands(ExecutorFixture fixture) => new(fixture.Store, fixture, fixture.Time);

    private static BulkWork Work(ExecutorFixture fixture) => new(fixture.Store, fixture.DeadLetters, fixture.Time);

    private static async Task<BulkRecord> StartAsync(ExecutorFixture fixture, BulkKind kind, BulkFilter filter) =>
        (await Commands(fixture).StartAsync(
            kind, filter, new Pace(Pace.MaximumLimit), Operator, "the disk was replaced", Cancel))!;

    private static async Task<BulkRecord> ReadAsync(ExecutorFixture fixture, BulkRecord bulk) =>
        (await fixture.Store.Bulk.FindAsync(bulk.Id, Cancel))!;

    private static async Task<List<string>> AuditedAsync(ExecutorFixture fixture, string action) =>
    [
        .. (await fixture.Store.Audit.ListAfterAsync(0, 1_000, Cancel))
            .Select(entry => Encoding.UTF8.GetString(entry.Entry.Span))
            .Where(text => text.Contains(action, StringComparison.Ordinal)),
    ];

    private static async Task EnqueueAsync(ExecutorFixture fixture, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await fixture.Jobs.EnqueueAsync(new TestPayload(number), cancellationToken: Cancel);
        }
    }

    private static async Task DeadLetterAsync(ExecutorFixture fixture, int count)
    {
        fixture.Handle = (payload, _, _) =>
            throw new JobFailedException(FailureKind.Permanent, $"Order {payload.Value} is unknown.");
        await EnqueueAsync(fixture, count);
        while (await fixture.ClaimAllAsync() is { Count: > 0 } claimed)
        {
            foreach (var job in claimed)
            {
                Assert.IsType<Settlement.DeadLettered>(await fixture.RunAndSettleAsync(job));
            }
        }
    }
}
