using System.Globalization;

namespace Cabinet.Crash.Probe.Fleet;

/// <summary>What one process of the fleet knows to have happened, each line with a time that all processes share.</summary>
/// <remarks>
/// The time is the machine's monotonic clock in microseconds (CLOCK_MONOTONIC), so the logs of processes on one machine
/// can be laid beside each other.
/// </remarks>
internal sealed class FleetLog(string folder, string run, TimeProvider time) : IDisposable
{
    private readonly EventLog events = new(Path.Combine(folder, $"fleet-{run}"));

    /// <summary>Now, in microseconds.</summary>
    public long Now => (long)(time.GetTimestamp() * (1_000_000.0 / time.TimestampFrequency));

    public void Write(string text) => events.Write(string.Create(CultureInfo.InvariantCulture, $"{Now} {text}"));

    public void Dispose() => events.Dispose();
}
