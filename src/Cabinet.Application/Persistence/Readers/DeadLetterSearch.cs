using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Which dead letters to search for; null means any.</summary>
public sealed record DeadLetterSearch
{
    /// <summary>All dead letters.</summary>
    public static DeadLetterSearch All { get; } = new();

    /// <summary>Only this queue.</summary>
    public QueueName? Queue { get; init; }

    /// <summary>Only this type.</summary>
    public JobType? Type { get; init; }

    /// <summary>Only this reason.</summary>
    public DeadLetterReason? Reason { get; init; }

    /// <summary>Only jobs with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only this cause.</summary>
    public string? Cause { get; init; }

    /// <summary>Only jobs that were dead-lettered at this time or later (UTC).</summary>
    public DateTimeOffset? DeadFrom { get; init; }

    /// <summary>Only jobs that were dead-lettered before this time (UTC).</summary>
    public DateTimeOffset? DeadBefore { get; init; }
}
