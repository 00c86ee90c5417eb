using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Tasks;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Deletes what is over, the oldest first.</summary>
internal sealed class PruneOperations(StoreState state)
{
    public void History(PruneHistory operation, CommitScope scope)
    {
        var before = Milliseconds.Truncate(operation.EndedBefore);
        var ended = state.History.Rows
            .Where(record => record.EndedAt < before)
            .OrderBy(record => record.EndedAt).ThenBy(record => record.Id)
            .Take(operation.Limit).ToList();
        ended.ForEach(record => state.History.Remove(record.Id));
        scope.Affected += ended.Count;
    }

    public void History(DeleteHistory operation, CommitScope scope)
    {
        foreach (var entry in operation.Records)
        {
            if (state.History.Find(entry.Id) is { } record
                && record.EndedAt == Milliseconds.Truncate(entry.Position.EndedAt))
            {
                state.History.Remove(record.Id);
                scope.Affected++;
            }
        }
    }

    public void Tasks(PruneTasks operation, CommitScope scope)
    {
        var before = Milliseconds.Truncate(operation.EndedBefore);
        var ended = state.Tasks.Rows
            .Where(task => task.Status is TaskState.Completed or TaskState.Failed or TaskState.Cancelled)
            .Where(task => task.EndedAt < before)
            .OrderBy(task => task.EndedAt).ThenBy(task => task.Id)
            .Take(operation.Limit).ToList();
        ended.ForEach(task => state.Tasks.Remove(task.Id));
        scope.Affected += ended.Count;
    }
}
