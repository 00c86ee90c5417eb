using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>A step of a job's journal. Its result isn't shown: it may hold anything.</summary>
internal sealed record StepLine(string Name, string Effect, bool Completed, DateTimeOffset At)
{
    /// <summary>Shows a step.</summary>
    public static StepLine From(StepRecord step) => new(step.Name, Names.Of(step.Effect), step.IsCompleted, step.At);
}
