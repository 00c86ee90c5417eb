namespace Cabinet.Application.Schedules;

/// <summary>Knows cron expressions and time zones.</summary>
public interface ICronCalendar
{
    /// <summary>What is wrong with an expression or a time zone, for a person; null when nothing is.</summary>
    string? Refuse(string expression, string zone);

    /// <summary>The first tick after a time (UTC), or null when there is none any more.</summary>
    /// <exception cref="FormatException">The expression or the zone isn't known (any more).</exception>
    DateTimeOffset? Next(string expression, string zone, DateTimeOffset after);
}
