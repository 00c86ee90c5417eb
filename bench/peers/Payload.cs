using System.Globalization;

namespace Cabinet.Peers;

/// <summary>What a job carries: 200 bytes, at their start when it was enqueued if that matters.</summary>
internal static class Payload
{
    private const int Bytes = 200;

    public static string Plain { get; } = new('x', Bytes);

    /// <summary>A payload with this moment, by the machine's monotonic clock, which all its processes share.</summary>
    public static string Stamped()
    {
        var now = TimeProvider.System.GetTimestamp();
        return string.Create(CultureInfo.InvariantCulture, $"{now};").PadRight(Bytes, 'x');
    }

    /// <summary>The milliseconds since a stamped payload was made; null for a plain one.</summary>
    public static double? Age(string payload) => payload.IndexOf(';', StringComparison.Ordinal) is var end and > 0
        ? TimeProvider.System.GetElapsedTime(
            long.Parse(payload.AsSpan(0, end), CultureInfo.InvariantCulture)).TotalMilliseconds
        : null;
}
