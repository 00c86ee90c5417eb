using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Which tasks to list; null means all.</summary>
public sealed record TaskFilter
{
    /// <summary>All tasks.</summary>
    public static TaskFilter All { get; } = new();

    /// <summary>Only this pipeline.</summary>
    public PipelineName? Pipeline { get; init; }

    /// <summary>Only this status.</summary>
    public TaskState? Status { get; init; }
}
