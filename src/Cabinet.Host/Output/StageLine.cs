using Cabinet.Domain.Pipelines;

namespace Cabinet.Host.Output;

/// <summary>A stage of a task as commands print it.</summary>
internal sealed record StageLine(string Name, int Open, int Succeeded, int Degraded, int DeadLettered, int Discarded)
{
    /// <summary>Shows a stage.</summary>
    public static StageLine From(StageState stage) => new(
        stage.Name.Value,
        stage.Open.Count,
        stage.Succeeded,
        stage.Degraded,
        stage.DeadLettered.Count,
        stage.Discarded);
}
