using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Schedules;

namespace Cabinet.Application.Schedules;

/// <summary>Fires what is due.</summary>
/// <remarks>
/// A turn of a schedule is one commit: the jobs of its ticks, and the schedule at its next revision. Of several nodes that
/// try, one commits and the others are refused; after a crash the turn has taken place or not. The id of a tick's job is
/// derived from schedule and tick, so that a tick whose job still lives isn't fired anew even by a schedule that was
/// removed and made again.
/// </remarks>
public sealed class ScheduleFiring(IStore store, ICronCalendar calendar, ITraceContext trace, TimeProvider time)
{
    /// <summary>The most schedules that one call looks at.</summary>
    public const int MaximumSchedules = 100;

    /// <summary>Fires what is due now, each schedule at most once.</summary>
    /// <param name="horizon">How far ahead it looks for the next tick.</param>
    /// <param name="told">Hears of each turn that was taken.</param>
    /// <param name="cancellationToken">Ends it between two schedules.</param>
    /// <returns>When to look again at the latest: the earliest next tick up to the horizon, or the horizon.</returns>
    /// <exception cref="StoreException">The store has trouble; what was fired is fired.</exception>
    /// <exception cref="FormatException">
    /// A cron expression or time zone isn't known on this node; the others that were due are fired.
    /// </exception>
    public async ValueTask<DateTimeOffset> FireAsync(
        TimeSpan horizon, Action<ScheduleFired> told, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + horizon;
        FormatException? unknown = null;
        foreach (var schedule in await store.Schedules.ListDueAsync(until, MaximumSchedules, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (schedule.NextAt > now)
            {
                until = schedule.NextAt.Value;
                break;
            }

            try
            {
                told(await FireAsync(schedule, now, cancellationToken));

                // It may be due again: it was far behind, or its next tick lies within the horizon.
                until = now;
            }
            catch (FormatException exception)
            {
                // One that this node doesn't understand doesn't keep the others from firing.
                unknown = exception;
            }
        }

        return unknown is null ? until : throw unknown;
    }

    private async ValueTask<ScheduleFired> FireAsync(
        ScheduleRecord schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var turn = ScheduleTurn.At(
            schedule.NextAt!.Value, schedule.Misfire, now, tick => calendar.Next(schedule.Timing, tick));
        var jobs = turn.Ticks.Select(tick => ScheduleJobs.Of(schedule, tick, now, trace.TraceParent)).ToList();
        var next = new PutSchedule(schedule with
        {
            NextAt = turn.NextAt,
            LastAt = turn.Ticks.Count > 0 ? turn.Ticks[^1] : schedule.LastAt,
        });
        while (true)
        {
            var result = await store.CommitAsync(new WriteSet([next, .. jobs]), cancellationToken);
            switch (result)
            {
                case CommitResult.Committed:
                    return new ScheduleFired(schedule.Name, jobs.Count, turn.Skipped);
                case CommitResult.Refused { Reason: Refusal.DuplicateId, Operation: > 0 and var place }:
                    // The job of that tick lives already.
                    jobs.RemoveAt(place - 1);
                    break;
                case CommitResult.Refused { Reason: Refusal.ScheduleChanged }:
                    // Another node was quicker, or somebody changed it.
                    return new ScheduleFired(schedule.Name, 0, 0);
                default:
                    // Nobody moved it on, so that it would be refused again at once.
                    throw new InvalidOperationException($"Firing schedule '{schedule.Name}' was refused: {result}.");
            }
        }
    }
}
