using System.Text.Json;

namespace Cabinet.Bench.Peers;

/// <summary>A line of what a peers' program lists.</summary>
internal sealed record PeerFigure(
    string Peer, string Version, string Mode, string Figure, string Settings, string Note)
{
    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It isn't one.</exception>
    public static PeerFigure Parse(string line) =>
        JsonSerializer.Deserialize(line, PeerLineContext.Default.PeerFigure)
        ?? throw new JsonException("A peer's line is null.");
}
