using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Tests.Infrastructure.Queue;
using Microsoft.Extensions.Options;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

public sealed class HistoryRetentionTests : IAsyncDisposable
{
    private readonly TestClock clock = new();
    private readonly TestStore store = new();

    [Fact]
    public async Task Only_what_ended_before_its_time_is_deleted_in_bounded_batches()
    {
        var options = new HistoryRetentionOptions { KeepHistory = TimeSpan.FromDays(1), BatchSize = 2 };
        await EndJobsAsync(5);
        clock.Advance(TimeSpan.FromHours(13));
        await EndJobsAsync(3);
        clock.Advance(TimeSpan.FromHours(12));
        var retention = Create(options);

        var batches = new List<BatchResult>();
        do
        {
            batches.Add(await retention.RunBatchAsync(TestContext.Current.CancellationToken));
        }
        while (batches[^1].HasMore);

        Assert.Equal([new(2, true), new(2, true), new(1, false)], batches);
        Assert.Equal(3, await store.History.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ended_tasks_go_and_unfinished_ones_stay()
    {
        await store.CommitAsync(new InsertTask(Task(1, TaskState.Completed)));
        await store.CommitAsync(new InsertTask(Task(2, TaskState.Running)));
        clock.Advance(TimeSpan.FromDays(8));

        var batch = await Create(new()).RunBatchAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new BatchResult(1, false), batch);
        var left = await store.Tasks.ListAsync(new(), Page.First, TestContext.Current.CancellationToken);
        Assert.Equal(TaskState.Running, Assert.Single(left).Status);
    }

    [Fact]
    public void Wrong_options_are_named_with_what_is_allowed()
    {
        var validator = new HistoryRetentionValidator();
        var wrong = new HistoryRetentionOptions
        {
            KeepHistory = TimeSpan.Zero,
            KeepHistoryByEnd = new HistoryPeriods { Cancelled = TimeSpan.FromDays(3_651) },
            BatchSize = 10_001,
        };

        Assert.True(validator.Validate(null, new HistoryRetentionOptions()).Succeeded);
        Assert.Collection(
            validator.Validate(null, wrong).Failures!,
            each => Assert.Contains("KeepHistory", each, StringComparison.Ordinal),
            each => Assert.Contains(
                "KeepHistoryByEnd.Cancelled of the history's retention is 3651.00:00:00; it must be from 00:01:00 to",
                each,
                StringComparison.Ordinal),
            each => Assert.Contains("is 10001; it must be from 1 to 10000", each, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private HistoryRetention Create(HistoryRetentionOptions options) =>
        new(store, new JobCatalog([]), Options.Create(options), clock);

    private async Task EndJobsAsync(int count)
    {
        var node = new NodeId(new Guid((int)(clock.GetUtcNow() - TestClock.Noon).TotalHours, 9, 0, new byte[8]));
        await store.CommitAsync(
            new RegisterNode(new NodeRecord(node, "node", TimeSpan.FromSeconds(10), 1, TestClock.Noon)));
        await store.AddAsync(count);
        var claim = new ClaimRequest(node, new QueueName("default"), count, clock.GetUtcNow());
        foreach (var job in (await store.ClaimAsync(claim, TestContext.Current.CancellationToken)).Jobs)
        {
            await store.CommitAsync(new EndJob(job.Lease, new HistoryRecord
            {
                Id = job.Id,
                Type = job.Type,
                Queue = job.Queue,
                End = JobEnd.Completed,
                Attempts = 1,
                CreatedAt = job.CreatedAt,
                EndedAt = clock.GetUtcNow(),
            }));
        }
    }

    private TaskRecord Task(int id, TaskState state) => new()
    {
        Id = new TaskId(new Guid(id, 0, 0, new byte[8])),
        Pipeline = new PipelineName("test"),
        Status = state,
        Version = 1,
        State = Content.FromSealed(new byte[] { 1 }),
        CreatedAt = clock.GetUtcNow(),
        EndedAt = state == TaskState.Running ? null : clock.GetUtcNow(),
    };
}
