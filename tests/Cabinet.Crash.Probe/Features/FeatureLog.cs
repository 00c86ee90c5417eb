using System.Globalization;
using Cabinet.Crash.Probe.Fleet;

namespace Cabinet.Crash.Probe.Features;

/// <summary>What one process knows of the storm's jobs beside what the fleet's log says, with the same clock.</summary>
internal sealed class FeatureLog(string folder, string run, FleetLog clock) : IDisposable
{
    private readonly EventLog events = new(Path.Combine(folder, $"features-{run}"));

    public string Run => run;

    public void Write(string text) => events.Write(string.Create(CultureInfo.InvariantCulture, $"{clock.Now} {text}"));

    public void Dispose() => events.Dispose();
}
