using Cabinet.Domain.Schedules;

namespace Cabinet.Application.Schedules;

/// <summary>The ticks of a timing.</summary>
internal static class ScheduleCalendar
{
    /// <summary>The first tick after a time, or null when there is none any more.</summary>
    public static DateTimeOffset? Next(this ICronCalendar calendar, ScheduleTiming timing, DateTimeOffset after) =>
        timing switch
        {
            ScheduleTiming.Cron cron => calendar.Next(cron.Expression, cron.Zone, after),
            ScheduleTiming.Every every => every.Next(after),
            ScheduleTiming.Once once => once.At > after ? once.At : null,
            _ => throw new ArgumentOutOfRangeException(nameof(timing), timing, "There is no such timing."),
        };

    /// <summary>The first tick of a schedule that is made now: one-shots may lie in the past and are due at once.</summary>
    public static DateTimeOffset? First(this ICronCalendar calendar, ScheduleTiming timing, DateTimeOffset now) =>
        timing is ScheduleTiming.Once once ? once.At : calendar.Next(timing, now);

    /// <summary>The next ticks.</summary>
    public static IEnumerable<DateTimeOffset> List(
        this ICronCalendar calendar, ScheduleTiming timing, DateTimeOffset? first)
    {
        for (var tick = first; tick is { } next; tick = calendar.Next(timing, next))
        {
            yield return next;
        }
    }

    /// <summary>Requires a cron expression and its zone to be ones.</summary>
    /// <exception cref="ArgumentException">They aren't; the message says what is wrong and what is allowed.</exception>
    public static void Require(this ICronCalendar calendar, ScheduleTiming timing)
    {
        if (timing is ScheduleTiming.Cron cron && calendar.Refuse(cron.Expression, cron.Zone) is { } refused)
        {
            throw new ArgumentException(refused);
        }

        if (timing.ToString().Length > ScheduleTiming.MaximumText)
        {
            throw new ArgumentException(
                $"The timing has {timing.ToString().Length} characters; at most {ScheduleTiming.MaximumText} are allowed.");
        }
    }
}
