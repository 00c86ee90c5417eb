using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Schedules;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Schedules;

namespace Cabinet.Application.Commands;

/// <summary>What operators do with schedules; the audit record is in the same commit.</summary>
public sealed class ScheduleCommands(
    IStore store, ICronCalendar calendar, IIdGenerator ids, ITraceContext trace, TimeProvider time)
{
    private readonly AuditEvents audit = new(ids, time);

    /// <summary>Makes a schedule.</summary>
    /// <param name="schedule">The schedule; its revision, owner and ticks are set here.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The timing isn't known, or the reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<OperationResult> AddAsync(
        ScheduleRecord schedule, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        calendar.Require(schedule.Timing);
        var now = time.GetUtcNow();
        var result = await ChangeAsync(
            new PutSchedule(schedule with
            {
                Revision = 0,
                Owner = "",
                CreatedAt = now,
                NextAt = calendar.First(schedule.Timing, now),
                LastAt = null,
            }),
            AuditActions.ScheduleAdded, schedule, caller, reason, cancellationToken);
        return result is OperationResult.NotFound
            ? new OperationResult.Refused($"There is a schedule '{schedule.Name}' already. Remove it, or choose another name.")
            : result;
    }

    /// <summary>Removes a schedule; jobs that it fired stay.</summary>
    public ValueTask<OperationResult> RemoveAsync(
        ScheduleName name, Caller caller, string? reason, CancellationToken cancellationToken) => WithAsync(
        name,
        schedule => ChangeAsync(
            new RemoveSchedule(name, schedule.Revision), AuditActions.ScheduleRemoved, schedule, caller, reason,
            cancellationToken),
        cancellationToken);

    /// <summary>Lets a schedule fire nothing until it is resumed.</summary>
    public ValueTask<OperationResult> PauseAsync(
        ScheduleName name, Caller caller, string? reason, CancellationToken cancellationToken) => WithAsync(
        name,
        schedule => schedule.IsPaused
            ? new(new OperationResult.Refused($"Schedule '{name}' is paused already."))
            : ChangeAsync(
                new PutSchedule(schedule with { IsPaused = true }), AuditActions.SchedulePaused, schedule, caller, reason,
                cancellationToken),
        cancellationToken);

    /// <summary>Lets a paused schedule go on; ticks that came meanwhile were missed, and its policy says what they get.</summary>
    public ValueTask<OperationResult> ResumeAsync(
        ScheduleName name, Caller caller, string? reason, CancellationToken cancellationToken) => WithAsync(
        name,
        schedule => schedule.IsPaused
            ? ChangeAsync(
                new PutSchedule(schedule with { IsPaused = false }), AuditActions.ScheduleResumed, schedule, caller, reason,
                cancellationToken)
            : new(new OperationResult.Refused($"Schedule '{name}' isn't paused.")),
        cancellationToken);

    /// <summary>Enqueues one job of a schedule now, beside its ticks.</summary>
    public ValueTask<OperationResult> RunNowAsync(
        ScheduleName name, Caller caller, string? reason, CancellationToken cancellationToken) => WithAsync(
        name,
        schedule => ChangeAsync(
            ScheduleJobs.Make(schedule, new JobId(ids.Next()), time.GetUtcNow(), trace.TraceParent),
            AuditActions.ScheduleRunNow, schedule, caller, reason, cancellationToken),
        cancellationToken);

    /// <summary>The next ticks of a schedule, as if it weren't paused; null when there is no such schedule.</summary>
    /// <param name="name">Which.</param>
    /// <param name="count">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FormatException">Its cron expression or time zone isn't known here.</exception>
    public async ValueTask<IReadOnlyList<DateTimeOffset>?> NextAsync(
        ScheduleName name, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1_000);
        return await store.Schedules.FindAsync(name, cancellationToken) is { } schedule
            ? [.. calendar.List(schedule.Timing, schedule.NextAt).Take(count)]
            : null;
    }

    private async ValueTask<OperationResult> WithAsync(
        ScheduleName name, Func<ScheduleRecord, ValueTask<OperationResult>> change, CancellationToken cancellationToken) =>
        await store.Schedules.FindAsync(name, cancellationToken) is { } schedule
            ? await change(schedule)
            : new OperationResult.NotFound();

    private async ValueTask<OperationResult> ChangeAsync(
        WriteOperation change,
        string action,
        ScheduleRecord schedule,
        Caller caller,
        string? reason,
        CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        var details = new Dictionary<string, string>
        {
            ["name"] = schedule.Name.Value, ["type"] = schedule.Type.Value, ["timing"] = schedule.Timing.ToString(),
        };
        var result = await store.CommitAsync(
            new WriteSet([change, audit.Of(action, caller, schedule.Id, reason, details)]), cancellationToken);
        return result switch
        {
            CommitResult.Committed => new OperationResult.Done(1),
            CommitResult.Refused { Reason: Refusal.ScheduleChanged } => new OperationResult.Refused(
                $"Schedule '{schedule.Name}' fired or was changed at this very moment. Try again."),
            _ => new OperationResult.NotFound(),
        };
    }
}
