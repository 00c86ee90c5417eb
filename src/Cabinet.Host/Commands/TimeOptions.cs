using System.CommandLine;
using System.Globalization;

namespace Cabinet.Host.Commands;

/// <summary>Options that name a time: as such, or as how long ago it was.</summary>
internal static class TimeOptions
{
    /// <summary>Makes an option.</summary>
    public static Option<string?> Create(string name, string description)
    {
        var option = new Option<string?>(name)
        {
            HelpName = "TIME",
            Description = $"{description} A time such as 2026-03-01T12:00Z, or how long ago: 90s, 15m, 24h, 7d.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Parse(token.Value, DateTimeOffset.UnixEpoch.AddYears(50)) is null)
            {
                result.AddError($"{name} is '{token.Value}'; use a time such as 2026-03-01T12:00Z, or 90s, 15m, 24h, 7d.");
            }
        });
        return option;
    }

    /// <summary>Reads an option that <see cref="Create"/> made.</summary>
    public static DateTimeOffset? Time(this ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text ? Parse(text, TimeProvider.System.GetUtcNow()) : null;

    private static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.Length is > 1 and < 8
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ago))
        {
            return text[^1] switch
            {
                's' => now.AddSeconds(-ago),
                'm' => now.AddMinutes(-ago),
                'h' => now.AddHours(-ago),
                'd' when ago < 10_000 => now.AddDays(-ago),
                _ => null,
            };
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : null;
    }
}
