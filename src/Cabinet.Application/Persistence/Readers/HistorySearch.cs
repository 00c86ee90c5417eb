using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Which history records to search for; null means any.</summary>
public sealed record HistorySearch
{
    /// <summary>All records.</summary>
    public static HistorySearch All { get; } = new();

    /// <summary>Only this queue.</summary>
    public QueueName? Queue { get; init; }

    /// <summary>Only this type.</summary>
    public JobType? Type { get; init; }

    /// <summary>Only jobs that ended like this.</summary>
    public JobEnd? End { get; init; }

    /// <summary>Only jobs that ended at this time or later (UTC).</summary>
    public DateTimeOffset? EndedFrom { get; init; }

    /// <summary>Only jobs that ended before this time (UTC).</summary>
    public DateTimeOffset? EndedBefore { get; init; }
}
