using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on tasks. Each returns why it is refused, or null.</summary>
internal sealed class TaskOperations(StoreState state)
{
    public Refusal? Insert(InsertTask operation, CommitScope scope)
    {
        var task = operation.Task;
        if (state.Tasks.Find(task.Id) is not null)
        {
            return scope.Refuse(Refusal.DuplicateId, task.Id.Value);
        }

        if (state.Idempotency.HolderOf(task.IdempotencyKey) is { } holder)
        {
            return scope.Refuse(Refusal.IdempotencyKeyTaken, holder.Value);
        }

        state.Tasks.Put(task.Id, task with
        {
            State = SealedContent.Require(task.State),
            Label = SealedContent.RequireIfAny(task.Label),
            CreatedAt = Milliseconds.Truncate(task.CreatedAt),
            EndedAt = Milliseconds.Truncate(task.EndedAt),
        });
        return null;
    }

    public Refusal? Update(UpdateTask operation)
    {
        var task = operation.Task;
        if (state.Tasks.Find(task.Id) is not { } stored)
        {
            return Refusal.TaskNotFound;
        }

        if (stored.Version != task.Version - 1)
        {
            return Refusal.TaskChanged;
        }

        state.Tasks.Put(task.Id, stored with
        {
            Status = task.Status,
            Version = task.Version,
            State = SealedContent.Require(task.State),
            EndedAt = Milliseconds.Truncate(task.EndedAt),
        });
        return null;
    }
}
