using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;

namespace Cabinet.Postgres.Tests.Writing.Operations;

public sealed class TaskCommandsTests : OperationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_task_is_inserted_once_and_its_id_counts_before_its_key()
    {
        var (task, other) = (Task(1, "one"), Task(2, "one"));
        Assert.Equal(CommitResult.Done, await CommitAsync(new InsertTask(task)));
        Assert.Equal(
            Refused(Refusal.IdempotencyKeyTaken, task.Id.Value),
            await CommitAsync(new InsertTask(other)));
        Assert.Equal(
            CommitResult.Done, await CommitAsync(new InsertTask(other with { IdempotencyKey = "two" })));
        Assert.Equal(
            Refused(Refusal.DuplicateId, other.Id.Value, operation: 1),
            await CommitAsync(new InsertTask(Task(3, null)), new InsertTask(other)));
    }

    [Fact]
    public async Task A_task_changes_from_one_version_to_the_next()
    {
        var (task, other) = (Task(11, null), Task(12, null));
        await CommitAsync(new InsertTask(task), new InsertTask(other));
        Assert.Equal(CommitResult.Done, await CommitAsync(Next(task, 2)));
        Assert.Equal(Refused(Refusal.TaskChanged), await CommitAsync(Next(task, 2)));
        Assert.Equal(Refused(Refusal.TaskNotFound), await CommitAsync(Next(Task(13, null), 2)));

        Assert.Equal(
            "2 1", await ReadAsync(
                $"SELECT (SELECT version FROM cabinet.task WHERE id = '{task.Id}'), "
                + $"(SELECT version AS other FROM cabinet.task WHERE id = '{other.Id}')"));
    }

    [Fact]
    public async Task Tasks_that_ended_are_pruned_and_stalled_ones_stay()
    {
        var (ended, stalled) = (Task(21, null), Task(22, null));
        await CommitAsync(
            new InsertTask(ended with { Status = TaskState.Failed, EndedAt = Now }),
            new InsertTask(stalled with { Status = TaskState.Stalled, EndedAt = Now }));
        Assert.Equal(CommitResult.Done, await CommitAsync(new PruneTasks(Now, 10)));
        Assert.Equal(
            new CommitResult.Committed { Affected = 1 },
            await CommitAsync(new PruneTasks(Now.AddMilliseconds(1), 10)));
    }

    private static UpdateTask Next(TaskRecord task, long version) => new(task with { Version = version });

    private static TaskRecord Task(byte number, string? key) => new()
    {
        Id = new TaskId(new Guid(number, 0, 0, new byte[8])),
        Pipeline = new PipelineName("images"),
        Status = TaskState.Running,
        Version = 1,
        State = Content.FromSealed(new byte[] { number }),
        CreatedAt = Now,
        IdempotencyKey = key,
    };
}
