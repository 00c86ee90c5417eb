using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads tasks. Reads change nothing: same state, same answer.</summary>
public interface ITaskReader
{
    /// <summary>The task of that id, or null.</summary>
    ValueTask<TaskRecord?> FindAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>Tasks by id, oldest first.</summary>
    ValueTask<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>How many tasks there are, by pipeline and status, in the order of pipeline and status.</summary>
    ValueTask<IReadOnlyList<TaskCount>> CountAsync(CancellationToken cancellationToken);
}
