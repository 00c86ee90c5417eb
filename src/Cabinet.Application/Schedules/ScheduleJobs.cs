using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Schedules;

namespace Cabinet.Application.Schedules;

/// <summary>Makes the jobs of schedules.</summary>
internal static class ScheduleJobs
{
    /// <summary>The job of a tick.</summary>
    public static EnqueueJob Of(ScheduleRecord schedule, DateTimeOffset tick, DateTimeOffset now, string? trace) =>
        Make(schedule, ScheduleTick.JobId(schedule.Id, tick), now, trace);

    /// <summary>A job of the schedule with an id of its own.</summary>
    public static EnqueueJob Make(ScheduleRecord schedule, JobId id, DateTimeOffset now, string? trace) =>
        new(new NewJob
        {
            Id = id,
            Type = schedule.Type,
            Queue = schedule.Queue,
            Priority = schedule.Priority,
            CreatedAt = now,
            Payload = schedule.Payload,
            TraceParent = trace,
        });
}
