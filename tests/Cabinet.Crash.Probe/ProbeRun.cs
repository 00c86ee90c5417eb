namespace Cabinet.Crash.Probe;

/// <summary>One run of the probe: what makes its tokens unlike those of other runs, and how many jobs it has open.</summary>
internal sealed class ProbeRun(string name) : IDisposable
{
    // So many that claims, steps and settlements of many jobs are in flight at any moment, and few enough that the
    // backlog doesn't grow from run to run.
    private const int MostOpenJobs = 48;

    private readonly SemaphoreSlim room = new(MostOpenJobs);
    private int tokens;

    public string Name => name;

    public string NextToken() => $"{name}.{Interlocked.Increment(ref tokens)}";

    /// <summary>Waits until another job may be enqueued.</summary>
    public Task WaitForRoomAsync() => room.WaitAsync();

    /// <summary>A job has come to its end.</summary>
    public void Ended(ProbeJob job)
    {
        if (job.Run == name)
        {
            room.Release();
        }
    }

    public void Dispose() => room.Dispose();
}
