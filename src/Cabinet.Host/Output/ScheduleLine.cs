using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>A schedule as commands print it.</summary>
internal sealed record ScheduleLine(
    string Name,
    string Timing,
    string Misfire,
    string Type,
    string Queue,
    bool Paused,
    string? Owner,
    DateTimeOffset? NextAt,
    DateTimeOffset? LastAt,
    DateTimeOffset CreatedAt,
    string Id)
{
    /// <summary>Shows a schedule; one without an owner was made by an operator.</summary>
    public static ScheduleLine From(ScheduleRecord schedule) => new(
        schedule.Name.Value,
        schedule.Timing.ToString(),
        Names.Of(schedule.Misfire),
        schedule.Type.Value,
        schedule.Queue.Value,
        schedule.IsPaused,
        schedule.Owner.Length == 0 ? null : schedule.Owner,
        schedule.NextAt,
        schedule.LastAt,
        schedule.CreatedAt,
        schedule.Id.ToString());
}
