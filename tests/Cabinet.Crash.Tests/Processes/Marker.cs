namespace Cabinet.Crash.Tests.Processes;

/// <summary>Waits for the lines of a <see cref="KillMoment"/>.</summary>
internal sealed class Marker
{
    private readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string text;
    private int missing;

    public Marker(KillMoment moment)
    {
        text = moment.Text;
        missing = moment.Count;
        if (missing == 0)
        {
            seen.SetResult();
        }
    }

    /// <summary>Completes when they have all been written.</summary>
    public Task Seen => seen.Task;

    public void Look(OutputLine line)
    {
        if (line.Text.Contains(text, StringComparison.Ordinal) && --missing == 0)
        {
            seen.SetResult();
        }
    }
}
