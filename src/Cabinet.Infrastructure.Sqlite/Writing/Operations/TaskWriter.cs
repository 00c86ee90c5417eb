using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Inserts, changes and prunes tasks.</summary>
internal sealed class TaskWriter(SqliteConnection connection, WriterMemory memory)
{
    private readonly SqliteStatement insert = connection.Prepare(TaskSql.Insert);
    private readonly SqliteStatement update = connection.Prepare(TaskSql.Update);
    private readonly SqliteStatement exists = connection.Prepare(TaskSql.Exists);
    private readonly SqliteStatement findByKey = connection.Prepare(TaskSql.FindByIdempotencyKey);
    private readonly SqliteStatement prune = connection.Prepare(TaskSql.Prune);

    public OperationOutcome Insert(InsertTask operation)
    {
        var task = operation.Task;
        insert.Bind(1, task.Id.Value).Bind(2, memory.Names.Require(task.Pipeline.Value)).Bind(3, (int)task.Status)
            .Bind(4, task.Version).Bind(5, task.CreatedAt).Bind(6, task.EndedAt).Bind(7, task.IdempotencyKey)
            .Bind(8, task.TraceParent);
        JobWriter.BindSealed(insert, 9, task.Label);
        JobWriter.BindSealed(insert, 10, task.State);
        if (insert.TryRun())
        {
            return OperationOutcome.Done;
        }

        return Exists(task.Id)
            ? OperationOutcome.Refused(Refusal.DuplicateId, task.Id.Value)
            : OperationOutcome.Refused(Refusal.IdempotencyKeyTaken, FindByKey(task.IdempotencyKey));
    }

    public OperationOutcome Update(UpdateTask operation)
    {
        var task = operation.Task;
        update.Bind(1, task.Id.Value).Bind(2, (int)task.Status).Bind(3, task.Version).Bind(4, task.EndedAt);
        JobWriter.BindSealed(update, 5, task.State);
        if (update.Run() == 1)
        {
            return OperationOutcome.Done;
        }

        return Exists(task.Id) ? Refusal.TaskChanged : Refusal.TaskNotFound;
    }

    public OperationOutcome Prune(PruneTasks operation) =>
        OperationOutcome.Touched(prune.Bind(1, operation.EndedBefore).Bind(2, operation.Limit).Run());

    private bool Exists(TaskId id)
    {
        exists.Bind(1, id.Value);
        var found = exists.Step();
        exists.Reset();
        return found;
    }

    private Guid? FindByKey(string? key)
    {
        findByKey.Bind(1, key);
        if (!findByKey.Step())
        {
            return null;
        }

        var id = findByKey.Id(0);
        findByKey.Reset();
        return id;
    }
}
