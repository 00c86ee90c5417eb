using System.Globalization;

namespace Cabinet.Host.Output;

/// <summary>How times are shown: UTC, to the second, in the order that sorts.</summary>
internal static class Moment
{
    /// <summary>The time as <c>2026-01-31 23:59:59Z</c>.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
