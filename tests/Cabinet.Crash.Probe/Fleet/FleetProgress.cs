namespace Cabinet.Crash.Probe.Fleet;

/// <summary>Says on standard output that things go on, once for so many of a kind: "acknowledged", "ran".</summary>
internal sealed class FleetProgress
{
    private const int Together = 10;
    private int counted;

    public void Count(string kind)
    {
        if (Interlocked.Increment(ref counted) % Together == 1)
        {
            Console.Out.WriteLine(kind);
        }
    }
}
