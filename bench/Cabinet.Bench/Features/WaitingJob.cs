namespace Cabinet.Bench.Features;

/// <summary>A job whose handler waits 10 ms for something outside.</summary>
/// <param name="Text">Fills it up.</param>
internal sealed record WaitingJob(string Text);
