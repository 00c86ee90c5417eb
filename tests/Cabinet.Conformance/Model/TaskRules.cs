using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Tasks;

namespace Cabinet.Conformance.Model;

/// <summary>The operations on tasks and history, as their docstrings have them.</summary>
internal static class TaskRules
{
    public static ModelStep Insert(ModelState state, InsertTask operation)
    {
        var task = operation.Task;
        if (state.Tasks.ContainsKey(task.Id))
        {
            return new(state) { Refusal = Refusal.DuplicateId, Existing = task.Id.Value };
        }

        var holder = task.IdempotencyKey is null
            ? null
            : state.Tasks.Values.FirstOrDefault(known => known.IdempotencyKey == task.IdempotencyKey);
        return holder is null
            ? new(state with { Tasks = state.Tasks.Add(task.Id, task) })
            : new(state) { Refusal = Refusal.IdempotencyKeyTaken, Existing = holder.Id.Value };
    }

    public static ModelStep Update(ModelState state, UpdateTask operation)
    {
        var task = operation.Task;
        if (!state.Tasks.TryGetValue(task.Id, out var known))
        {
            return new(state) { Refusal = Refusal.TaskNotFound };
        }

        var next = known with
        {
            State = task.State,
            Status = task.Status,
            Version = task.Version,
            EndedAt = task.EndedAt,
        };
        return task.Version == known.Version + 1
            ? new(state with { Tasks = state.Tasks.SetItem(task.Id, next) })
            : new(state) { Refusal = Refusal.TaskChanged };
    }

    public static ModelStep Prune(ModelState state, PruneTasks operation)
    {
        var over = state.Tasks.Values
            .Where(task => task.Status is not (TaskState.Running or TaskState.Stalled))
            .Where(task => task.EndedAt < operation.EndedBefore)
            .OrderBy(task => task.EndedAt).ThenBy(task => task.Id)
            .Take(operation.Limit).Select(task => task.Id).ToList();
        return new(state with { Tasks = state.Tasks.RemoveRange(over) }) { Affected = over.Count };
    }

    public static ModelStep Prune(ModelState state, PruneHistory operation)
    {
        var over = state.History.Values
            .Where(record => record.EndedAt < operation.EndedBefore)
            .OrderBy(record => record.EndedAt).ThenBy(record => record.Id)
            .Take(operation.Limit).Select(record => record.Id).ToList();
        return new(state with { History = state.History.RemoveRange(over) }) { Affected = over.Count };
    }
}
