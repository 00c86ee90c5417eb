using Cabinet.Application.Queries;

namespace Cabinet.Host.Output;

/// <summary>A task with its stages, live jobs and dead letters.</summary>
internal sealed record TaskDetailsLine(
    TaskLine Task,
    IReadOnlyList<StageLine>? Stages,
    IReadOnlyList<JobLine> Jobs,
    IReadOnlyList<DeadLetterLine> DeadLetters)
{
    /// <summary>Shows a task.</summary>
    public static TaskDetailsLine From(TaskDetails details) => new(
        TaskLine.From(details.Task),
        details.Progress is { } progress ? [.. progress.Stages.Select(StageLine.From)] : null,
        [.. details.Jobs.Select(JobLine.From)],
        [.. details.DeadLetters.Select(DeadLetterLine.From)]);
}
