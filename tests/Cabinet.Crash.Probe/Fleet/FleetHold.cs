namespace Cabinet.Crash.Probe.Fleet;

/// <summary>
/// Keeps a job's outcome on the way between the node's own checks and the store while a file is there, as a slow wire
/// would, so that the process can be stopped just then.
/// </summary>
internal sealed class FleetHold(string file, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public async Task WaitAsync()
    {
        if (!File.Exists(file))
        {
            return;
        }

        Console.Out.WriteLine("settling");
        using var timer = new PeriodicTimer(Look, time);
        while (File.Exists(file))
        {
            await timer.WaitForNextTickAsync();
        }
    }
}
