using System.Globalization;

namespace Cabinet.Domain.Schedules;

/// <summary>When a schedule fires: by a cron expression, at an interval, or once. The closed set.</summary>
public abstract record ScheduleTiming
{
    /// <summary>The shortest interval: one second.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>The longest interval: 366 days.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(366);

    /// <summary>The longest text of a timing, in characters.</summary>
    public const int MaximumText = 200;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private ScheduleTiming()
    {
    }

    /// <summary>Reads what <see cref="object.ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It isn't one.</exception>
    public static ScheduleTiming Parse(string text)
    {
        var at = text.LastIndexOf('@');
        var rest = at < 0 ? "" : text[(at + 1)..];
        return text.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 && at > space
            ? text[..space] switch
            {
                "cron" => new Cron(text[(space + 1)..(at - 1)], rest),
                "every" => new Every(
                    TimeSpan.ParseExact(text[(space + 1)..(at - 1)], "c", CultureInfo.InvariantCulture), Time(rest)),
                "once" => new Once(Time(rest)),
                _ => throw new FormatException($"'{text}' is no timing of a schedule."),
            }
            : throw new FormatException($"'{text}' is no timing of a schedule.");
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>By a cron expression, in a time zone.</summary>
    /// <param name="Expression">Five fields (minute, hour, day, month, day of the week), or six with seconds first.</param>
    /// <param name="Zone">The time zone's IANA id; <c>UTC</c> for none.</param>
    public sealed record Cron(string Expression, string Zone) : ScheduleTiming
    {
        /// <inheritdoc />
        public override string ToString() => $"cron {Expression} @{Zone}";
    }

    /// <summary>At an interval, counted from a time: neither restarts nor slow runs move the ticks.</summary>
    public sealed record Every : ScheduleTiming
    {
        /// <summary>Makes one.</summary>
        /// <param name="interval">
        /// From <see cref="ShortestInterval"/> to <see cref="LongestInterval"/>, in whole milliseconds.
        /// </param>
        /// <param name="from">The first tick.</param>
        /// <exception cref="ArgumentException">The interval is outside its range.</exception>
        public Every(TimeSpan interval, DateTimeOffset from)
        {
            if (interval < ShortestInterval || interval > LongestInterval
                || interval.Ticks % TimeSpan.TicksPerMillisecond != 0)
            {
                throw new ArgumentException(
                    $"The interval is {interval}; it must be from 1 second to 366 days, in whole milliseconds.",
                    nameof(interval));
            }

            Interval = interval;
            From = from;
        }

        /// <summary>The time between two ticks.</summary>
        public TimeSpan Interval { get; }

        /// <summary>The first tick.</summary>
        public DateTimeOffset From { get; }

        /// <summary>The first tick after a time.</summary>
        public DateTimeOffset Next(DateTimeOffset after) => after < From
            ? From
            : From + (Interval * (((after - From).Ticks / Interval.Ticks) + 1));

        /// <inheritdoc />
        public override string ToString() => $"every {Interval:c} @{Text(From)}";
    }

    /// <summary>Once.</summary>
    /// <param name="At">When.</param>
    public sealed record Once(DateTimeOffset At) : ScheduleTiming
    {
        /// <inheritdoc />
        public override string ToString() => $"once @{Text(At)}";
    }
}
