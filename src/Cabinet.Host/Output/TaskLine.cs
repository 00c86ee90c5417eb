using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queries;

namespace Cabinet.Host.Output;

/// <summary>A task as commands print it.</summary>
internal sealed record TaskLine(
    string Id, string Pipeline, string Status, string? Label, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    /// <summary>Shows a task.</summary>
    public static TaskLine From(TaskRecord task) => new(
        task.Id.ToString(),
        task.Pipeline.Value,
        Names.Of(task.Status),
        TaskQueries.LabelOf(task),
        task.CreatedAt,
        task.EndedAt);
}
