using System.Collections.Immutable;
using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;

namespace Cabinet.Domain.Pipelines;

/// <summary>Where one task stands in its pipeline.</summary>
public sealed record PipelineState
{
    /// <summary>Where the task stands.</summary>
    public required TaskState Status { get; init; }

    /// <summary>The stages in the order of the definition.</summary>
    public required ImmutableArray<StageState> Stages { get; init; }

    /// <summary>The stage of that name.</summary>
    /// <exception cref="InvalidOperationException">There is none: state and definition belong to different pipelines.</exception>
    public StageState this[StageName name] => Stages.First(stage => stage.Name == name);

    internal PipelineState With(StageState changed) => this with
    {
        Stages = [.. Stages.Select(stage => stage.Name == changed.Name ? changed : stage)],
    };
}
