using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Finds tasks by idempotency key.</summary>
internal sealed class IdempotencyIndex : ITableIndex<TaskRecord>
{
    private readonly Dictionary<string, TaskId> tasks = new(StringComparer.Ordinal);

    /// <summary>The task that was accepted under a key, if there is one.</summary>
    public TaskId? HolderOf(string? key) => key is not null && tasks.TryGetValue(key, out var holder) ? holder : null;

    /// <inheritdoc />
    public void Add(TaskRecord row)
    {
        if (row.IdempotencyKey is { } key)
        {
            tasks.Add(key, row.Id);
        }
    }

    /// <inheritdoc />
    public void Remove(TaskRecord row)
    {
        if (row.IdempotencyKey is { } key)
        {
            tasks.Remove(key);
        }
    }
}
