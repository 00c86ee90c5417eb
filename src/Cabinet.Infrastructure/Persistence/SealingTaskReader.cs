using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Reads tasks and opens their states and labels.</summary>
internal sealed class SealingTaskReader(ITaskReader driver, ContentOpener opener) : ITaskReader
{
    /// <inheritdoc />
    public async ValueTask<TaskRecord?> FindAsync(TaskId id, CancellationToken cancellationToken) =>
        await driver.FindAsync(id, cancellationToken) is { } task ? Open(task) : null;

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<TaskRecord>> ListAsync(
        TaskFilter filter, Page page, CancellationToken cancellationToken)
    {
        var tasks = await driver.ListAsync(filter, page, cancellationToken);
        return [.. tasks.Select(Open)];
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<TaskCount>> CountAsync(CancellationToken cancellationToken) =>
        driver.CountAsync(cancellationToken);

    private TaskRecord Open(TaskRecord task) => task with
    {
        State = opener.Open(task.State, ContentContexts.TaskState(task.Id, task.Pipeline)),
        Label = opener.OpenText(task.Label, ContentContexts.TaskLabel(task.Id, task.Pipeline)),
    };
}
