using System.Globalization;

namespace Cabinet.Bench.Nodes;

/// <summary>A line by which a node's process tells how far it is.</summary>
/// <param name="Started">How many jobs it has started.</param>
/// <param name="At">When, by the machine's monotonic clock, which its processes share.</param>
internal sealed record NodeLine(int Started, long At)
{
    /// <summary>Reads a line; null when it is something else.</summary>
    public static NodeLine? Parse(string line) =>
        line.Split(' ') is ["started", var count, var at]
            && int.TryParse(count, CultureInfo.InvariantCulture, out var started)
            && long.TryParse(at, CultureInfo.InvariantCulture, out var timestamp)
            ? new NodeLine(started, timestamp)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"started {Started} {At}");
}
