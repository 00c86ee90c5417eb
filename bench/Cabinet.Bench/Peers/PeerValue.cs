namespace Cabinet.Bench.Peers;

/// <summary>One run of a peer.</summary>
/// <param name="Value">What was measured.</param>
/// <param name="OtherCpu">
/// The share of the machine that neither the peer nor the servers used while it ran, 0 to 1.
/// </param>
internal sealed record PeerValue(double Value, double OtherCpu);
