namespace Cabinet.Crash.Probe.Features;

/// <summary>The queues of the storm; the kind of a job says the same.</summary>
internal static class FeatureQueues
{
    public const string Unique = "unique";
    public const string Limited = "limited";
    public const string Typed = "typed";
    public const string Rated = "rated";
    public const string Ordered = "ordered";
    public const string Batch = "batch";
    public const string Tick = "tick";
}
