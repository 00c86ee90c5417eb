using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Schedules;

namespace Cabinet.Application.Schedules;

/// <summary>A schedule that code declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Timing">When it fires.</param>
/// <param name="Payload">What each of its jobs gets; its type decides the type of the jobs.</param>
/// <param name="Misfire">What becomes of ticks that nobody fired in time.</param>
/// <param name="Priority">The priority of its jobs.</param>
public sealed record ScheduleDefinition(
    ScheduleName Name,
    ScheduleTiming Timing,
    object Payload,
    MisfirePolicy Misfire = MisfirePolicy.FireOnce,
    JobPriority Priority = default)
{
    internal ScheduleRecord ToRecord(JobCatalog jobs, string owner, DateTimeOffset now)
    {
        var definition = jobs.FindByPayload(Payload.GetType()) ?? throw new ArgumentException(
            $"Schedule '{Name}' gives its jobs a {Payload.GetType().Name}, for which no job type is declared. Declare one "
            + "with AddJob.");
        return new ScheduleRecord
        {
            Name = Name,
            Timing = Timing,
            Misfire = Misfire,
            Type = definition.Type,
            Queue = definition.Options.Queue,
            Priority = Priority,
            Payload = Content.FromPlain(definition.Write(Payload)),
            Owner = owner,
            CreatedAt = now,
        };
    }
}
