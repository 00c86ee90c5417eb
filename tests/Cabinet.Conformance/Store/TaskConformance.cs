using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;

namespace Cabinet.Conformance.Store;

/// <summary>Tasks: accepted once, changed one version at a time, read and pruned.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class TaskConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every column reads back.</summary>
    [Fact]
    public async Task An_inserted_task_reads_back_as_it_was_written()
    {
        var task = Samples.Task() with
        {
            IdempotencyKey = StoreSamples.Key("command"),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        await DoAsync(new InsertTask(task));
        await IsAsync(task);
    }

    /// <summary>Label, idempotency key and trace may be missing.</summary>
    [Fact]
    public async Task A_task_needs_no_label_and_no_key()
    {
        var task = Samples.Task() with { Label = Content.None };
        await DoAsync(new InsertTask(task));
        await DoAsync(new InsertTask(Samples.Task()));
        await IsAsync(task);
    }

    /// <summary>The same commit again is recognised, before its key is looked at.</summary>
    [Fact]
    public async Task The_same_task_again_is_refused()
    {
        var task = Samples.Task() with { IdempotencyKey = StoreSamples.Key("command") };
        await DoAsync(new InsertTask(task));
        Assert.Equal(task.Id.Value, (await RefusedAsync(Refusal.DuplicateId, new InsertTask(task))).Existing);
    }

    /// <summary>A command is accepted once, and the refusal names the task that it became.</summary>
    [Fact]
    public async Task A_taken_idempotency_key_is_refused()
    {
        var task = Samples.Task() with { IdempotencyKey = StoreSamples.Key("command") };
        await DoAsync(new InsertTask(task));
        await DoAsync(new UpdateTask(task with { Version = 2, Status = TaskState.Completed, EndedAt = Samples.Now }));

        var again = Samples.Task() with { IdempotencyKey = task.IdempotencyKey };
        Assert.Equal(task.Id.Value, (await RefusedAsync(Refusal.IdempotencyKeyTaken, new InsertTask(again))).Existing);
        await DoAsync(new InsertTask(again with { IdempotencyKey = StoreSamples.Key("another") }));
    }

    /// <summary>State, status, version and end change; all else stays, whatever the update carries.</summary>
    [Fact]
    public async Task An_update_changes_state_status_version_and_end_only()
    {
        var task = Samples.Task() with { IdempotencyKey = StoreSamples.Key("command"), TraceParent = "trace" };
        await DoAsync(new InsertTask(task));
        var changed = task with
        {
            Status = TaskState.Completed,
            Version = 2,
            State = StoreSamples.Sealed("the end"),
            EndedAt = Samples.Now.AddSeconds(9),
        };
        await DoAsync(new UpdateTask(changed with
        {
            Pipeline = new PipelineName("another"),
            CreatedAt = Samples.Now.AddDays(1),
            Label = Content.None,
            IdempotencyKey = null,
            TraceParent = null,
        }));

        await IsAsync(changed);
    }

    /// <summary>A stalled task that runs again has no end.</summary>
    [Fact]
    public async Task An_update_can_take_the_end_back()
    {
        var task = Samples.Task();
        await DoAsync(new InsertTask(task));
        await DoAsync(new UpdateTask(task with { Version = 2, Status = TaskState.Failed, EndedAt = Samples.Now }));
        await DoAsync(new UpdateTask(task with { Version = 3 }));
        await IsAsync(task with { Version = 3 });
    }

    /// <summary>Who read an old version must read again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task An_update_from_another_version_is_refused(long version)
    {
        var task = Samples.Task();
        await DoAsync(new InsertTask(task));
        await DoAsync(new UpdateTask(task with { Version = 2 }));
        await RefusedAsync(Refusal.TaskChanged, new UpdateTask(task with { Version = version }));
    }

    /// <summary>No task, no update.</summary>
    [Fact]
    public async Task An_update_of_an_unknown_task_is_refused() =>
        await RefusedAsync(Refusal.TaskNotFound, new UpdateTask(Samples.Task() with { Version = 2 }));

    /// <summary>Nobody's task is null.</summary>
    [Fact]
    public async Task An_unknown_task_is_not_found() =>
        Assert.Null(await Driver.Tasks.FindAsync(new TaskId(Samples.NextId()), Cancel));

    /// <summary>Each filter narrows, and together they narrow more.</summary>
    [Fact]
    public async Task Filters_narrow_the_list()
    {
        var first = Samples.Task();
        var second = Samples.Task() with { Pipeline = new PipelineName("another") };
        await DoAsync(new InsertTask(first), new InsertTask(second));
        await DoAsync(new UpdateTask(second with { Version = 2, Status = TaskState.Stalled }));

        await ListsAsync(TaskFilter.All, first.Id, second.Id);
        await ListsAsync(new TaskFilter { Pipeline = second.Pipeline }, second.Id);
        await ListsAsync(new TaskFilter { Status = TaskState.Running }, first.Id);
        await ListsAsync(new TaskFilter { Pipeline = second.Pipeline, Status = TaskState.Running });
    }

    /// <summary>
    /// Pages follow each other without gap or overlap, also after the task that ended a page was deleted.
    /// </summary>
    [Fact]
    public async Task Pages_follow_each_other_by_id()
    {
        TaskRecord[] tasks = [Samples.Task(), Samples.Task(), Samples.Task()];
        await DoAsync([.. tasks.Reverse().Select(task => new InsertTask(task))]);

        var page = await Driver.Tasks.ListAsync(TaskFilter.All, new Page(2), Cancel);
        Assert.Equal([tasks[0].Id, tasks[1].Id], page.Select(task => task.Id));
        await DoAsync(new UpdateTask(tasks[1] with { Version = 2, Status = TaskState.Failed, EndedAt = Samples.Now }));
        await DoAsync(new PruneTasks(Samples.Now.AddSeconds(1), Limit: 1));
        page = await Driver.Tasks.ListAsync(TaskFilter.All, new Page(2, tasks[1].Id.Value), Cancel);
        Assert.Equal(tasks[2].Id, Assert.Single(page).Id);
    }

    /// <summary>Counts come by pipeline and status, in that order.</summary>
    [Fact]
    public async Task Counts_come_by_pipeline_and_status()
    {
        var another = new PipelineName("another");
        var done = Samples.Task();
        await DoAsync(
            new InsertTask(done), new InsertTask(Samples.Task()), new InsertTask(Samples.Task()),
            new InsertTask(Samples.Task() with { Pipeline = another }));
        await DoAsync(new UpdateTask(done with { Version = 2, Status = TaskState.Completed, EndedAt = Samples.Now }));

        Assert.Equal(
            [
                new TaskCount(another, TaskState.Running, 1),
                new TaskCount(StoreSamples.Pipeline, TaskState.Running, 2),
                new TaskCount(StoreSamples.Pipeline, TaskState.Completed, 1),
            ],
            await Driver.Tasks.CountAsync(Cancel));
    }

    /// <summary>Only what is over goes, the oldest first, with its idempotency key.</summary>
    [Fact]
    public async Task A_prune_deletes_ended_tasks_the_oldest_first()
    {
        var tasks = new List<TaskRecord>();
        foreach (var status in Enum.GetValues<TaskState>())
        {
            var task = Samples.Task() with { IdempotencyKey = StoreSamples.Key(status.ToString()) };
            await DoAsync(new InsertTask(task));
            DateTimeOffset? ended = status is TaskState.Running or TaskState.Stalled ? null : Samples.Now;
            await DoAsync(new UpdateTask(task with { Version = 2, Status = status, EndedAt = ended }));
            Samples.Now -= TimeSpan.FromMinutes(1);
            tasks.Add(task);
        }

        Assert.Equal(1, (await DoAsync(new PruneTasks(Samples.Now.AddDays(1), Limit: 1))).Affected);
        Assert.Null(await Driver.Tasks.FindAsync(tasks[(int)TaskState.Failed].Id, Cancel));
        Assert.Equal(2, (await DoAsync(new PruneTasks(Samples.Now.AddDays(1), Limit: 10))).Affected);
        await ListsAsync(TaskFilter.All, tasks[(int)TaskState.Running].Id, tasks[(int)TaskState.Stalled].Id);
        var freed = tasks[(int)TaskState.Failed].IdempotencyKey;
        await DoAsync(new InsertTask(Samples.Task() with { IdempotencyKey = freed }));
    }

    /// <summary>Exclusive: what ended at that time stays.</summary>
    [Fact]
    public async Task A_prune_spares_what_ended_at_its_time()
    {
        var task = Samples.Task();
        await DoAsync(new InsertTask(task));
        await DoAsync(new UpdateTask(task with { Version = 2, Status = TaskState.Cancelled, EndedAt = Samples.Now }));

        Assert.Equal(0, (await DoAsync(new PruneTasks(Samples.Now, Limit: 10))).Affected);
        Assert.Equal(1, (await DoAsync(new PruneTasks(Samples.Now.AddMilliseconds(1), Limit: 10))).Affected);
    }

    private async ValueTask IsAsync(TaskRecord expected)
    {
        var found = (await Driver.Tasks.FindAsync(expected.Id, Cancel))!;
        Assert.Equal(
            expected with { State = Content.None, Label = Content.None },
            found with { State = Content.None, Label = Content.None });
        Assert.Equal(expected.State.Sealed.ToArray(), found.State.Sealed.ToArray());
        Assert.Equal(expected.Label.IsNone, found.Label.IsNone);
        Assert.True(expected.Label.IsNone || expected.Label.Sealed.Span.SequenceEqual(found.Label.Sealed.Span));
    }

    private async ValueTask ListsAsync(TaskFilter filter, params TaskId[] expected) => Assert.Equal(
        expected, (await Driver.Tasks.ListAsync(filter, Page.First, Cancel)).Select(task => task.Id));
}
