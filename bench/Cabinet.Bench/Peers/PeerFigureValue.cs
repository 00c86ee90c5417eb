using System.Text.Json;

namespace Cabinet.Bench.Peers;

/// <summary>A line of what a peers' program measured.</summary>
internal sealed record PeerFigureValue(string Figure, string Unit, double Value)
{
    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It isn't one.</exception>
    public static PeerFigureValue Parse(string line) =>
        JsonSerializer.Deserialize(line, PeerLineContext.Default.PeerFigureValue)
        ?? throw new JsonException("A peer's line is null.");
}
