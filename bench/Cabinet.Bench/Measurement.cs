using Cabinet.Bench.Peers;

namespace Cabinet.Bench;

/// <summary>What the runs of one benchmark gave.</summary>
internal sealed record Measurement(
    string Figure, string Unit, IReadOnlyList<double> Values, string? LimitFigure, IReadOnlyList<double> LimitValues)
{
    /// <summary>What the same figure is with peers, measured in the same turns.</summary>
    public IReadOnlyList<PeerMeasurement> Peers { get; init; } = [];

    /// <summary>Null when no run succeeded.</summary>
    public double? Value => Median(Values);

    public double? Limit => Median(LimitValues);

    /// <summary>The share of the limit that was reached: 1 is the limit, and more is better, also for times.</summary>
    public double? Ratio => Share(Limit);

    /// <summary>The best of the peers that succeeded.</summary>
    public PeerMeasurement? FastestPeer => IsLessBetter
        ? Peers.Where(peer => peer.Value is not null).MinBy(peer => peer.Value)
        : Peers.Where(peer => peer.Value is not null).MaxBy(peer => peer.Value);

    /// <summary>How many times as good as a peer: 1 is as good, and more is better, also for times.</summary>
    public double? RatioTo(PeerMeasurement? peer) => Share(peer?.Value);

    /// <summary>The middle of the values, or of the two in the middle; null when there are none.</summary>
    public static double? Median(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public bool IsLessBetter => Unit is "ms" or "us" or "B";

    private double? Share(double? other) => IsLessBetter ? other / Value : Value / other;
}
