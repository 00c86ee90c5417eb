using Cabinet.Bench.Processes;

namespace Cabinet.Bench.Peers;

/// <summary>A program that measures peers: <c>PROGRAM list</c>, <c>PROGRAM PEER MODE FIGURE OPTIONS</c>.</summary>
internal sealed class PeerProgram(string file, IReadOnlyList<string> script, IReadOnlyList<string> peers)
{
    /// <summary>No run may take longer: a peer that hangs must not hold up the others.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    /// <summary>Whether it takes connections as Node's drivers do, as an address.</summary>
    public bool IsNode => script.Count > 0;

    public async Task<IReadOnlyList<PeerFigure>> ListAsync(CancellationToken cancellation)
    {
        var lines = await ChildProcess.RunAsync(file, [.. script, "list", .. peers], LongestRun, cancellation);
        return [.. lines.Select(PeerFigure.Parse)];
    }

    /// <summary>Measures a figure once; a latency gives two values.</summary>
    public async Task<IReadOnlyDictionary<string, PeerValue>> MeasureAsync(
        PeerFigure figure, IReadOnlyList<string> options, IReadOnlyList<int> servers, CancellationToken cancellation)
    {
        var cpu = new OtherCpu(servers);
        var lines = await ChildProcess.RunAsync(
            file, [.. script, figure.Peer, figure.Mode, figure.Figure, .. options], LongestRun, cancellation);
        var other = cpu.Share();
        return lines.Select(PeerFigureValue.Parse)
            .ToDictionary(value => value.Figure, value => new PeerValue(value.Value, other));
    }
}
