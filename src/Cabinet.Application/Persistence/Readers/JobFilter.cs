using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Which jobs to list; null means all.</summary>
public sealed record JobFilter
{
    /// <summary>All jobs.</summary>
    public static JobFilter All { get; } = new();

    /// <summary>Only this queue.</summary>
    public QueueName? Queue { get; init; }

    /// <summary>Only this type.</summary>
    public JobType? Type { get; init; }

    /// <summary>Only this state.</summary>
    public JobState? State { get; init; }

    /// <summary>Only this task.</summary>
    public TaskId? Task { get; init; }
}
