using System.Collections.Immutable;
using Cabinet.Domain.Names;

namespace Cabinet.Domain.Pipelines;

/// <summary>A pipeline: a directed acyclic graph of stages, declared once and then immutable.</summary>
public sealed class PipelineDefinition
{
    /// <summary>The most stages that a pipeline may have.</summary>
    public const int MaximumStages = 64;

    /// <summary>Declares a pipeline.</summary>
    /// <param name="name">Names it in commands, metrics and the store.</param>
    /// <param name="stages">1 to 64 stages, each after those it waits for.</param>
    /// <exception cref="ArgumentException">
    /// There is no stage or too many, a name is used twice, a stage names one that isn't declared before it (which also
    /// excludes cycles), or a join waits for nothing.
    /// </exception>
    public PipelineDefinition(PipelineName name, params ReadOnlySpan<StageDefinition> stages)
    {
        Name = name;
        Stages = [.. stages];
        if (Stages.Length is 0 or > MaximumStages)
        {
            throw new ArgumentException(
                $"Pipeline '{name}' has {Stages.Length} stages; it needs 1 to {MaximumStages}.", nameof(stages));
        }

        for (var index = 0; index < Stages.Length; index++)
        {
            RequireSound(index);
        }

        Next = Stages.ToImmutableDictionary(
            stage => stage.Name,
            stage => Stages.Where(other => other.After.Contains(stage.Name)).ToImmutableArray());
    }

    /// <summary>Names it in commands, metrics and the store.</summary>
    public PipelineName Name { get; }

    /// <summary>The stages; each stands after those that it waits for.</summary>
    public ImmutableArray<StageDefinition> Stages { get; }

    /// <summary>For each stage, the ones that wait for it.</summary>
    internal ImmutableDictionary<StageName, ImmutableArray<StageDefinition>> Next { get; }

    /// <summary>The stage of that name, or null.</summary>
    public StageDefinition? Find(StageName name) => Stages.FirstOrDefault(stage => stage.Name == name);

    private void RequireSound(int index)
    {
        var stage = Stages[index];
        var before = Stages.Take(index).Select(other => other.Name).ToHashSet();
        if (before.Contains(stage.Name))
        {
            throw new ArgumentException($"Pipeline '{Name}' has two stages named '{stage.Name}'. Rename one.");
        }

        foreach (var awaited in stage.After.Where(awaited => !before.Contains(awaited)))
        {
            throw new ArgumentException(
                $"Stage '{stage.Name}' of pipeline '{Name}' waits for '{awaited}', which is not declared before it. "
                + "Declare stages in the order in which they can run.");
        }

        if (stage.Kind == StageKind.Join && stage.After.IsEmpty)
        {
            throw new ArgumentException(
                $"Stage '{stage.Name}' of pipeline '{Name}' is a join but waits for nothing. Name the stages in After.");
        }
    }
}
