using Cabinet.Application.Queries;
using Cabinet.Host.Output;

namespace Cabinet.Host.Boundary;

/// <summary>A task as the boundary shows it.</summary>
internal sealed record TaskView(
    string Id,
    string Pipeline,
    string Status,
    string? Label,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<StageLine> Stages)
{
    /// <summary>Shows a task.</summary>
    public static TaskView From(TaskDetails details) => new(
        details.Task.Id.ToString(),
        details.Task.Pipeline.Value,
        Names.Of(details.Task.Status),
        details.Label,
        details.Task.CreatedAt,
        details.Task.EndedAt,
        [.. details.Progress?.Stages.Select(StageLine.From) ?? []]);
}
