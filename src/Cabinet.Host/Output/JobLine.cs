using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>A job as commands print it, wherever it stands: in the hot table, or ended in the history.</summary>
internal sealed record JobLine(
    string Id,
    string Type,
    string Queue,
    string State,
    int Attempt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Node,
    int? Progress,
    string? Task,
    string? Stage)
{
    /// <summary>Shows a live job.</summary>
    public static JobLine From(JobRecord job) => new(
        job.Id.ToString(),
        job.Type.Value,
        job.Queue.Value,
        Names.Of(job.State),
        job.Attempt,
        job.CreatedAt,
        job.DueAt,
        job.ClaimedAt,
        null,
        job.Node?.ToString(),
        job.Progress,
        job.Task?.Task.ToString(),
        job.Task?.Stage.Value);

    /// <summary>Shows a job that ended.</summary>
    public static JobLine From(HistoryRecord job) => new(
        job.Id.ToString(),
        job.Type.Value,
        job.Queue.Value,
        Names.Of(job.End),
        job.Attempts,
        job.CreatedAt,
        null,
        job.StartedAt,
        job.EndedAt,
        null,
        null,
        job.Task?.Task.ToString(),
        job.Task?.Stage.Value);
}
