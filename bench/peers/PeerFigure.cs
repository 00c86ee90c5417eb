namespace Cabinet.Peers;

/// <summary>A figure of a peer.</summary>
/// <param name="Mode">"fastest" for the fastest settings that are known, or what else these settings are.</param>
/// <param name="Figure">enqueue-N, bulk, drain or latency.</param>
/// <param name="Settings">What is set, for the report.</param>
internal sealed record PeerFigure(string Mode, string Figure, string Settings)
{
    /// <summary>How many jobs a drain works off.</summary>
    public int Jobs { get; init; }

    /// <summary>What else the reader of the figure must know.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether the jobs of a latency come from the worker's own process.</summary>
    public bool IsProducerInside { get; init; }
}
