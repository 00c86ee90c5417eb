namespace Cabinet.Bench.Queue;

/// <summary>A job that does nothing; its JSON has about 200 bytes.</summary>
/// <param name="Text">Fills it up.</param>
internal sealed record MeasuredJob(string Text)
{
    public static MeasuredJob Instance { get; } = new(new string('x', 189));
}
