namespace Cabinet.Bench.Peers;

/// <summary>What the runs of one peer gave.</summary>
internal sealed record PeerMeasurement(Peer Peer, string Unit, IReadOnlyList<PeerValue> Runs)
{
    public IReadOnlyList<double> Values { get; } = [.. Runs.Select(run => run.Value)];

    /// <summary>The median; null when no run succeeded.</summary>
    public double? Value => Measurement.Median(Values);

    /// <summary>The median share of the machine that something else used, 0 to 1.</summary>
    public double? OtherCpu => Measurement.Median([.. Runs.Select(run => run.OtherCpu)]);
}
