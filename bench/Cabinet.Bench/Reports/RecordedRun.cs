using System.Text.Json;

namespace Cabinet.Bench.Reports;

/// <summary>What <see cref="JsonReport"/> printed, read again.</summary>
/// <param name="Conditions">What was measured on; null when the run didn't say.</param>
/// <param name="Figures">Cabinet's figures and the limits.</param>
/// <param name="Peers">The peers' figures.</param>
internal sealed record RecordedRun(
    RunConditions? Conditions, IReadOnlyList<JsonLine> Figures, IReadOnlyList<PeerLine> Peers)
{
    /// <summary>Reads lines; of several files, the first conditions count.</summary>
    /// <exception cref="FormatException">A line is none of ours.</exception>
    public static RecordedRun Parse(IEnumerable<string> lines)
    {
        RunConditions? conditions = null;
        var figures = new List<JsonLine>();
        var peers = new List<PeerLine>();
        foreach (var (number, line) in lines.Index().Where(each => !string.IsNullOrWhiteSpace(each.Item)))
        {
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("conditions", out _))
                {
                    conditions ??= document.RootElement.Deserialize(JsonLineContext.Default.ConditionsLine)!.Conditions;
                }
                else if (document.RootElement.TryGetProperty("peer", out _))
                {
                    peers.Add(document.RootElement.Deserialize(JsonLineContext.Default.PeerLine)!);
                }
                else
                {
                    figures.Add(document.RootElement.Deserialize(JsonLineContext.Default.JsonLine)!);
                }
            }
            catch (Exception failure) when (failure is JsonException or InvalidOperationException)
            {
                throw new FormatException($"Line {number + 1} is no line of a report: {failure.Message}", failure);
            }
        }
        return new RecordedRun(conditions, figures, peers);
    }
}
