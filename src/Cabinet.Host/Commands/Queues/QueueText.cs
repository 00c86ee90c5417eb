using System.Globalization;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Queues;

/// <summary>How people read counts, ages and rates of a queue.</summary>
internal static class QueueText
{
    /// <summary>A count: <c>~5000000</c> as of the last full count, <c>10000+</c> when it was never counted.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="name">The count's name in JSON.</param>
    /// <param name="count">The count.</param>
    public static string Count(QueueLine queue, string name, long count)
    {
        var text = count.ToString(CultureInfo.InvariantCulture);
        return !queue.Inexact.Contains(name) ? text
            : queue.CountedAt is not null && name != "deadLetters" ? "~" + text
            : text + "+";
    }

    /// <summary>How long ago something was, in the largest unit of which it was at least two: <c>90s</c>, <c>15m</c>.</summary>
    public static string? Age(DateTimeOffset? at, DateTimeOffset now)
    {
        if (at is not { } time)
        {
            return null;
        }

        var age = now > time ? now - time : TimeSpan.Zero;
        var (number, unit) = age switch
        {
            { TotalDays: >= 2 } => (age.TotalDays, "d"),
            { TotalHours: >= 2 } => (age.TotalHours, "h"),
            { TotalMinutes: >= 2 } => (age.TotalMinutes, "m"),
            _ => (age.TotalSeconds, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number):0}{unit}");
    }

    /// <summary>A number per minute, as short as it goes.</summary>
    public static string PerMinute(double rate) => rate.ToString(rate < 10 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
