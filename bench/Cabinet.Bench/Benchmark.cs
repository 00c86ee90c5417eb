using Cabinet.Bench.Peers;

namespace Cabinet.Bench;

/// <summary>One figure: how it is measured once, and the limit it stands beside.</summary>
/// <param name="Figure">What it is called.</param>
/// <param name="Unit">What its value counts; in "ms", "us" and "B" less is better, in everything else more.</param>
/// <param name="Limit">
/// The limit's figure: one in <c>Cabinet.Limits</c>, or one that <see cref="MeasureLimitAsync"/> measures; null when
/// there is none.
/// </param>
/// <param name="MeasureAsync">Measures it once in an empty folder; warms up before it times.</param>
internal sealed record Benchmark(
    string Figure, string Unit, string? Limit, Func<string, CancellationToken, Task<double>> MeasureAsync)
{
    /// <summary>Measures the limit; by default the program of the limits does.</summary>
    public Func<string, CancellationToken, Task<double>>? MeasureLimitAsync { get; init; }

    /// <summary>Whether its first run counts too, because it compiles its code or starts its processes before it times.</summary>
    public bool IsWarm { get; init; }

    /// <summary>The figure of the peers that this one is read beside; null when there is none.</summary>
    public string? PeerFigure { get; init; }

    /// <summary>The peers that are measured in turns with it.</summary>
    public IReadOnlyList<Peer> Peers { get; init; } = [];
}
