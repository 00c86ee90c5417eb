namespace Cabinet.Bench.Reports;

/// <summary>A line of <see cref="JsonReport"/>; what is null is left out.</summary>
/// <param name="Figure">What was measured.</param>
/// <param name="Unit">What the values count.</param>
/// <param name="Value">The median of the runs; left out when none succeeded.</param>
/// <param name="Runs">How many runs.</param>
/// <param name="Values">Each run's value, in order.</param>
/// <param name="Limit">The median of the limit, measured in turns with the figure.</param>
/// <param name="LimitFigure">Which limit.</param>
/// <param name="Ratio">The share of the limit that was reached: value / limit, or limit / value for times.</param>
/// <param name="FastestPeer">The best of the peers, measured in turns with the figure.</param>
/// <param name="PeerRatio">How many times as good as that peer: more is better, also for times.</param>
internal sealed record JsonLine(
    string Figure,
    string Unit,
    double? Value,
    int Runs,
    IReadOnlyList<double> Values,
    double? Limit,
    string? LimitFigure,
    double? Ratio,
    string? FastestPeer,
    double? PeerRatio);
