namespace Cabinet.Crash.Tests.Queue;

/// <summary>What the probe's jobs left outside of the store, in the order in which it happened.</summary>
internal sealed class ProbeTrace
{
    private ProbeTrace(IReadOnlyList<ProbeEvent> events, IReadOnlyList<string> effects)
    {
        Events = events;
        Effects = effects;
    }

    /// <summary>The runs of steps' bodies and the returns of steps.</summary>
    public IReadOnlyList<ProbeEvent> Events { get; }

    /// <summary>The idempotency keys that the other side of keyed steps took, one for each effect.</summary>
    public IReadOnlyList<string> Effects { get; }

    public static ProbeTrace Read(string folder) => new(
        [.. File.ReadLines(Path.Combine(folder, "events")).Select(ProbeEvent.Parse)],
        [.. File.ReadLines(Path.Combine(folder, "effects")).Select(line => line.TrimEnd())]);

    /// <summary>The events of one step of one job, by job and step.</summary>
    public IEnumerable<IGrouping<(string Job, string Step), ProbeEvent>> BySteps() => Events
        .Where(one => one.Kind is ProbeEventKind.Ran or ProbeEventKind.After)
        .GroupBy(one => (one.Job, one.Step));
}
