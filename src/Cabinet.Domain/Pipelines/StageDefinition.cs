using System.Collections.Immutable;
using Cabinet.Domain.Names;

namespace Cabinet.Domain.Pipelines;

/// <summary>One stage: which handler runs its jobs, after what, and under which policies.</summary>
public sealed record StageDefinition
{
    /// <summary>Unique within the pipeline.</summary>
    public required StageName Name { get; init; }

    /// <summary>What its jobs are; the registration of this type carries retry policy, timeout and queue.</summary>
    public required JobType Job { get; init; }

    /// <summary>When it gets its jobs. The default is <see cref="StageKind.Each"/>.</summary>
    public StageKind Kind { get; init; }

    /// <summary>The stages before it; empty for a first stage.</summary>
    public ImmutableArray<StageName> After { get; init; } = [];

    /// <summary>Whether a fallback's result will do. The default is to accept.</summary>
    public DegradedResults Degraded { get; init; }

    /// <summary>What a dead-lettered job of this stage means for the next ones. The default is to hold.</summary>
    public FailedItems OnDeadLetter { get; init; }

    /// <summary>Overrides the retry policy of the job's type; null keeps that.</summary>
    public Jobs.RetryPolicy? Retry { get; init; }

    /// <summary>Overrides the timeout of the job's type; null keeps that.</summary>
    public TimeSpan? Timeout { get; init; }
}
