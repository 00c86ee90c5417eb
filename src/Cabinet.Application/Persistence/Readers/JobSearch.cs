using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Which live jobs to search for; null means any.</summary>
public sealed record JobSearch
{
    /// <summary>All jobs.</summary>
    public static JobSearch All { get; } = new();

    /// <summary>Only this queue.</summary>
    public QueueName? Queue { get; init; }

    /// <summary>Only this type.</summary>
    public JobType? Type { get; init; }

    /// <summary>Only this state.</summary>
    public JobState? State { get; init; }

    /// <summary>Only jobs of this partition, of whatever queue.</summary>
    public PartitionKey? Partition { get; init; }

    /// <summary>Only jobs with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only jobs that were made at this time or later (UTC).</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Only jobs that were made before this time (UTC).</summary>
    public DateTimeOffset? CreatedBefore { get; init; }
}
