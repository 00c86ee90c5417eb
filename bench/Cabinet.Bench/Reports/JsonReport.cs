using System.Text.Json;

namespace Cabinet.Bench.Reports;

/// <summary>One JSON object a line, for scripts.</summary>
internal sealed class JsonReport(TextWriter output) : IReport
{
    public void Add(Measurement measurement)
    {
        var line = new JsonLine(
            measurement.Figure,
            measurement.Unit,
            Rounded(measurement.Value),
            measurement.Values.Count,
            [.. measurement.Values.Select(Rounded)],
            measurement.Limit is { } limit ? Rounded(limit) : null,
            measurement.LimitFigure,
            measurement.Ratio is { } ratio ? Math.Round(ratio, 3) : null);
        output.WriteLine(JsonSerializer.Serialize(line, JsonLineContext.Default.JsonLine));
        output.Flush();
    }

    private static double Rounded(double value) => Math.Round(value, value < 1_000 ? 4 : 0);
}
