using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads tasks.</summary>
internal sealed class InMemoryTaskReader(InMemoryDatabase database) : ITaskReader
{
    /// <inheritdoc />
    public ValueTask<TaskRecord?> FindAsync(TaskId id, CancellationToken cancellationToken) =>
        database.RunAsync(state => state.Tasks.Find(id), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TaskRecord>> ListAsync(
        TaskFilter filter, Page page, CancellationToken cancellationToken) =>
        database.RunAsync(
            state => state.Tasks.Rows
                .Where(task => filter.Pipeline is null || task.Pipeline == filter.Pipeline)
                .Where(task => filter.Status is null || task.Status == filter.Status)
                .Read(page, task => task.Id.Value, task => task),
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TaskCount>> CountAsync(CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<TaskCount>>(
            state =>
            [
                .. state.Tasks.Rows
                    .GroupBy(task => (task.Pipeline, task.Status))
                    .OrderBy(group => group.Key.Pipeline.Value, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.Status)
                    .Select(group => new TaskCount(group.Key.Pipeline, group.Key.Status, group.LongCount())),
            ],
            cancellationToken);
}
