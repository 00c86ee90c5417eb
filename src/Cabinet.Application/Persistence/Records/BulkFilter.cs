using System.Text.Json;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>Which jobs a bulk action is about; null means any. It is stored as text, readable without keys.</summary>
public sealed record BulkFilter
{
    /// <summary>Only this queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Only this type.</summary>
    public string? Type { get; init; }

    /// <summary>Only live jobs in this state.</summary>
    public JobState? State { get; init; }

    /// <summary>Only live jobs of this partition.</summary>
    public string? Partition { get; init; }

    /// <summary>Only dead letters for this reason.</summary>
    public DeadLetterReason? Reason { get; init; }

    /// <summary>Only dead letters with this cause.</summary>
    public string? Cause { get; init; }

    /// <summary>Only jobs with this tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Only jobs that were made, or dead-lettered, at this time or later (UTC).</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only jobs that were made, or dead-lettered, before this time (UTC).</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The filter of a search for live jobs.</summary>
    public static BulkFilter Of(JobSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return new BulkFilter
        {
            Queue = search.Queue?.Value,
            Type = search.Type?.Value,
            State = search.State,
            Partition = search.Partition?.Value,
            Tag = search.Tag,
            From = search.CreatedFrom,
            Before = search.CreatedBefore,
        };
    }

    /// <summary>The filter of a search for dead letters.</summary>
    public static BulkFilter Of(DeadLetterSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return new BulkFilter
        {
            Queue = search.Queue?.Value,
            Type = search.Type?.Value,
            Reason = search.Reason,
            Cause = search.Cause,
            Tag = search.Tag,
            From = search.DeadFrom,
            Before = search.DeadBefore,
        };
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static BulkFilter Parse(string text) =>
        JsonSerializer.Deserialize(text, BulkFilterJson.Default.BulkFilter) ?? new BulkFilter();

    /// <summary>As it is stored: a JSON object with what is set.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, BulkFilterJson.Default.BulkFilter);

    /// <summary>The search for live jobs.</summary>
    public JobSearch ToJobs() => new()
    {
        Queue = Queue is null ? null : new QueueName(Queue),
        Type = Type is null ? null : new JobType(Type),
        State = State,
        Partition = Partition is null ? null : new PartitionKey(Partition),
        Tag = Tag,
        CreatedFrom = From,
        CreatedBefore = Before,
    };

    /// <summary>The search for dead letters.</summary>
    public DeadLetterSearch ToDeadLetters() => new()
    {
        Queue = Queue is null ? null : new QueueName(Queue),
        Type = Type is null ? null : new JobType(Type),
        Reason = Reason,
        Cause = Cause,
        Tag = Tag,
        DeadFrom = From,
        DeadBefore = Before,
    };
}
