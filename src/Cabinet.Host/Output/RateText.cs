using System.Globalization;
using Cabinet.Domain.Limits;

namespace Cabinet.Host.Output;

/// <summary>Rates as people type and read them: <c>100/1m</c>, or <c>100/1m:10</c> with a burst of its own.</summary>
internal static class RateText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>What may be typed.</summary>
    public static string Allowed { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"a count and a time, as in 100/1m, and perhaps how many may begin at once, as in 100/1m:10; counts are from 1 to "
        + $"{RateLimit.MaximumCount}, times from 1s to 1d (ms, s, m, h, d)");

    /// <summary>The text of a rate; its burst is left out when it is the count.</summary>
    public static string Of(RateLimit rate)
    {
        var (unit, length) = Units.First(each => rate.Period.Ticks % each.Length.Ticks == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{rate.Count}/{rate.Period / length}{unit}")
            + (rate.Burst == rate.Count ? "" : string.Create(CultureInfo.InvariantCulture, $":{rate.Burst}"));
    }

    /// <summary>The rate of a text, or null when it is none.</summary>
    public static RateLimit? Parse(string text)
    {
        if (text.Split('/') is not [var countText, var rest] || ReadCount(countText) is not { } count)
        {
            return null;
        }

        var (periodText, burst) = (rest, count);
        if (rest.Split(':') is [var before, var burstText])
        {
            (periodText, burst) = (before, ReadCount(burstText) ?? 0);
        }

        return burst > 0 && ReadPeriod(periodText) is { } period ? new RateLimit(count, period, burst) : null;
    }

    private static int? ReadCount(string text) =>
        Read(text) is { } count && count is >= 1 and <= RateLimit.MaximumCount ? count : null;

    private static TimeSpan? ReadPeriod(string text)
    {
        foreach (var (unit, length) in Units)
        {
            // A day has no more milliseconds than this, so nothing overflows.
            if (text.EndsWith(unit, StringComparison.Ordinal) && Read(text[..^unit.Length]) is <= 86_400_000 and { } number)
            {
                var period = number * length;
                return period >= RateLimit.ShortestPeriod && period <= RateLimit.LongestPeriod ? period : null;
            }
        }

        return null;
    }

    private static int? Read(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
