using System.Globalization;

namespace Cabinet.Bench.Reports;

/// <summary>Numbers as a page shows them: three digits that count, and no more than was measured.</summary>
internal static class Cell
{
    public const string Missing = "–";

    public static string Number(double? value) => value switch
    {
        null => Missing,
        >= 1_000 => RoundedTo(value.Value, 3).ToString("#,##0", CultureInfo.InvariantCulture),
        >= 100 => value.Value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    public static string Ratio(double? value) =>
        value?.ToString("0.00", CultureInfo.InvariantCulture) ?? Missing;

    public static string Percent(double? share) =>
        share is { } known ? (known * 100).ToString("0", CultureInfo.InvariantCulture) : Missing;

    /// <summary>Text in a table's cell.</summary>
    public static string Text(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static double RoundedTo(double value, int digits)
    {
        var scale = Math.Pow(10, Math.Floor(Math.Log10(value)) + 1 - digits);
        return Math.Round(value / scale) * scale;
    }
}
