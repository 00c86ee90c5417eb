using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;

namespace Cabinet.Application.Persistence.Records;

/// <summary>A task as it is stored.</summary>
public sealed record TaskRecord
{
    /// <summary>The largest state, in bytes before sealing: 16 MiB.</summary>
    public const int MaximumState = 16 * 1024 * 1024;

    /// <summary>The longest label, in characters.</summary>
    public const int MaximumLabel = 200;

    /// <summary>The longest idempotency key, in characters.</summary>
    public const int MaximumIdempotencyKey = 200;

    /// <summary>Its id.</summary>
    public required TaskId Id { get; init; }

    /// <summary>The pipeline that it is an instance of.</summary>
    public required PipelineName Pipeline { get; init; }

    /// <summary>Where it stands.</summary>
    public required TaskState Status { get; init; }

    /// <summary>1 when inserted, and one more with each change: the precondition of the next change.</summary>
    public required long Version { get; init; }

    /// <summary>The state of its pipeline, serialised by Application; sealed at rest.</summary>
    public required Content State { get; init; }

    /// <summary>When it was accepted (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it completed, failed or was cancelled (UTC); null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it is about, for people (a file's name, say): at most 200 characters, sealed at rest.</summary>
    public Content Label { get; init; }

    /// <summary>
    /// At most one task is ever accepted under this key; the front replaces it by a keyed digest. Kept as long as the task.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The W3C trace context of whoever submitted it, if there was one: all its jobs continue that trace.</summary>
    public string? TraceParent { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"task {Id} {Pipeline}, {Status}, version {Version}, state {State}";
}
