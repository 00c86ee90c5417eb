namespace Cabinet.Bench.Peers;

/// <summary>A figure of another queue, as it is measured here.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Version">Of its package.</param>
/// <param name="Mode">"fastest" for its fastest known settings, otherwise what the settings are.</param>
/// <param name="Settings">What is set.</param>
/// <param name="Note">What else a reader of the figure must know; may be empty.</param>
/// <param name="MeasureAsync">Measures it once; the folder is empty.</param>
internal sealed record Peer(
    string Name,
    string Version,
    string Mode,
    string Settings,
    string Note,
    Func<string, CancellationToken, Task<PeerValue>> MeasureAsync);
