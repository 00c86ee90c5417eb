using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Reads tasks and opens their states and labels.</summary>
internal sealed class SealingTaskReader(ITaskReader driver, ContentOpener opener) : ITaskReader
{
    /// <inheritdoc />
    public ValueTask<TaskRecord?> FindAsync(TaskId id, CancellationToken cancellationToken) => opener.ReadAsync(
        async view => await driver.FindAsync(id, cancellationToken) is { } task ? Open(view, task) : null,
        cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TaskRecord>> ListAsync(
        TaskFilter filter, Page page, CancellationToken cancellationToken) =>
        opener.ReadAsync<IReadOnlyList<TaskRecord>>(
            async view =>
            {
                var tasks = await driver.ListAsync(filter, page, cancellationToken);
                return [.. tasks.Select(task => Open(view, task))];
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TaskCount>> CountAsync(CancellationToken cancellationToken) =>
        driver.CountAsync(cancellationToken);

    private static TaskRecord Open(ContentView view, TaskRecord task) => task with
    {
        State = view.Open(task.State, ContentContexts.TaskState(task.Id, task.Pipeline)),
        Label = view.OpenText(task.Label, ContentContexts.TaskLabel(task.Id, task.Pipeline)),
    };
}
