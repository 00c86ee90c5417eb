namespace Cabinet.Crash.Probe;

/// <summary>The other side of keyed steps: it hears of every delivery and takes each idempotency key once.</summary>
internal sealed class KeyedReceiver : IDisposable
{
    private readonly Lock taking = new();
    private readonly HashSet<string> known;
    private readonly EventLog effects;
    private readonly EventLog events;

    public KeyedReceiver(string path, EventLog events)
    {
        known = File.Exists(path) ? [.. File.ReadLines(path).Select(line => line.TrimEnd())] : [];
        effects = new EventLog(path);
        this.events = events;
    }

    public void Deliver(string idempotencyKey)
    {
        events.Write($"delivered {idempotencyKey}");
        lock (taking)
        {
            if (known.Add(idempotencyKey))
            {
                effects.Write(idempotencyKey);
            }
        }
    }

    public void Dispose() => effects.Dispose();
}
