using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Which dead letters to list; null means all.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>All dead letters.</summary>
    public static DeadLetterFilter All { get; } = new();

    /// <summary>Only this queue.</summary>
    public QueueName? Queue { get; init; }

    /// <summary>Only this type.</summary>
    public JobType? Type { get; init; }

    /// <summary>Only this reason.</summary>
    public DeadLetterReason? Reason { get; init; }

    /// <summary>Only this task.</summary>
    public TaskId? Task { get; init; }
}
