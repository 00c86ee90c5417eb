using System.Collections.Immutable;

namespace Cabinet.Domain.Pipelines;

/// <summary>What an event did: it moved the state, or it was refused and nothing changed.</summary>
public abstract record PipelineTransition
{
    private PipelineTransition()
    {
    }

    /// <summary>The event was applied.</summary>
    /// <param name="State">The state after it.</param>
    /// <param name="Jobs">The jobs that now have to be enqueued, in order.</param>
    public sealed record Moved(PipelineState State, ImmutableArray<StageJob> Jobs) : PipelineTransition;

    /// <summary>The event doesn't fit the state.</summary>
    /// <param name="Why">For a person.</param>
    public sealed record Refused(string Why) : PipelineTransition;
}
