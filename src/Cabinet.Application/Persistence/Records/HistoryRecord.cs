using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>What is kept of a job that ended.</summary>
public sealed record HistoryRecord
{
    /// <summary>The largest result, in bytes before sealing: 1 MiB.</summary>
    public const int MaximumResult = 1024 * 1024;

    /// <summary>The job.</summary>
    public required JobId Id { get; init; }

    /// <summary>What it was.</summary>
    public required JobType Type { get; init; }

    /// <summary>Where it ran.</summary>
    public required QueueName Queue { get; init; }

    /// <summary>How it ended.</summary>
    public required JobEnd End { get; init; }

    /// <summary>How many attempts it took.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last attempt was claimed (UTC); null when it never ran.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The task that it belonged to, if any.</summary>
    public TaskReference? Task { get; init; }

    /// <summary>Its payload, with <see cref="Retention.Full"/>; sealed under the same context as in the hot table.</summary>
    public Content Payload { get; init; }

    /// <summary>Its result, with <see cref="Retention.Full"/>.</summary>
    public Content Result { get; init; }
}
