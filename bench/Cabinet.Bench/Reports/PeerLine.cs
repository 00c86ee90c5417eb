namespace Cabinet.Bench.Reports;

/// <summary>A line of <see cref="JsonReport"/> for a peer, after the line of the figure it was measured beside.</summary>
/// <param name="Peer">Which.</param>
/// <param name="Version">Of its package.</param>
/// <param name="Mode">"fastest", or what its settings are.</param>
/// <param name="Settings">What is set.</param>
/// <param name="Note">What else is to be known; may be empty.</param>
/// <param name="Beside">Cabinet's figure that it was measured in turns with.</param>
/// <param name="Unit">What the values count.</param>
/// <param name="Value">The median of the runs; left out when none succeeded.</param>
/// <param name="Min">The lowest run.</param>
/// <param name="Max">The highest run.</param>
/// <param name="Runs">How many runs succeeded.</param>
/// <param name="Values">Each run's value, in order.</param>
/// <param name="OtherCpu">The median share of the machine that something else used, 0 to 1.</param>
/// <param name="Ratio">How many times as good Cabinet is: more is better for Cabinet, also for times.</param>
internal sealed record PeerLine(
    string Peer,
    string Version,
    string Mode,
    string Settings,
    string Note,
    string Beside,
    string Unit,
    double? Value,
    double? Min,
    double? Max,
    int Runs,
    IReadOnlyList<double> Values,
    double? OtherCpu,
    double? Ratio);
