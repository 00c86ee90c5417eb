using System.Collections.Concurrent;
using Cabinet.Application.Schedules;
using Cronos;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Cron expressions by the library Cronos, time zones by the machine's data.</summary>
/// <remarks>
/// At the start of daylight-saving time a tick in the hour that is left out comes at its end; at its end, a tick at a
/// fixed hour comes once, in the first of the two hours, and one with a step or a range of hours comes in both.
/// </remarks>
internal sealed class CronosCalendar : ICronCalendar
{
    // An expression is read once; there are as many as there are schedules.
    private readonly ConcurrentDictionary<(string Expression, string Zone), (CronExpression Cron, TimeZoneInfo Zone)> known = [];

    /// <inheritdoc />
    public string? Refuse(string expression, string zone)
    {
        try
        {
            Find(expression, zone);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <inheritdoc />
    public DateTimeOffset? Next(string expression, string zone, DateTimeOffset after)
    {
        var (cron, place) = Find(expression, zone);
        return cron.GetNextOccurrence(after, place)?.ToUniversalTime();
    }

    private (CronExpression Cron, TimeZoneInfo Zone) Find(string expression, string zone)
    {
        if (known.TryGetValue((expression, zone), out var found))
        {
            return found;
        }

        found = (Parse(expression), Locate(zone));
        return known.TryAdd((expression, zone), found) ? found : known[(expression, zone)];
    }

    private static CronExpression Parse(string expression)
    {
        try
        {
            var fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            return CronExpression.Parse(expression, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        }
        catch (CronFormatException exception)
        {
            throw new FormatException(
                $"'{expression}' is no cron expression: {exception.Message} Write five fields (minute, hour, day of the "
                + "month, month, day of the week), or six with seconds first; '0 3 * * *' is every day at three.",
                exception);
        }
    }

    private static TimeZoneInfo Locate(string zone)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(zone);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new FormatException(
                $"There is no time zone '{zone}' on this machine. Give an IANA id such as Europe/Berlin or UTC; the package "
                + "tzdata brings them.",
                exception);
        }
    }
}
