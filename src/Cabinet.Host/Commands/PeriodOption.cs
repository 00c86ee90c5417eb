using System.CommandLine;
using System.Globalization;

namespace Cabinet.Host.Commands;

/// <summary>Options that name a period, such as 90s, 15m, 24h or 7d.</summary>
internal static class PeriodOption
{
    private const string Allowed = "use a whole number and a unit: 90s, 15m, 24h, 7d";

    /// <summary>Makes a required option.</summary>
    public static Option<string> Create(string name, string description)
    {
        var option = new Option<string>(name)
        {
            HelpName = "PERIOD",
            Description = $"{description} Such as 90s, 15m, 24h, 7d.",
            Required = true,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Parse(token.Value) is null)
            {
                result.AddError($"{name} is '{token.Value}'; {Allowed}.");
            }
        });
        return option;
    }

    /// <summary>Reads an option that <see cref="Create"/> made.</summary>
    public static TimeSpan Period(this ParseResult parsed, Option<string> option) =>
        Parse(parsed.GetRequiredValue(option))!.Value;

    /// <summary>The period that a text names, or null.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length is < 2 or > 8
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
    }
}
