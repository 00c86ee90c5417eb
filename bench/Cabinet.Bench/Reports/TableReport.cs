using System.Globalization;
using Cabinet.Bench.Peers;

namespace Cabinet.Bench.Reports;

/// <summary>A table for people; a row appears when its figure is done, its peers' rows below it.</summary>
/// <remarks>A peer's ratio is Cabinet's to it: more is better for Cabinet, also for times.</remarks>
internal sealed class TableReport(TextWriter output) : IReport
{
    // Below zero: aligned to the left.
    private static readonly int[] Widths = [-23, 9, -6, 9, 9, 4, 9, 5, -21];

    private bool hasHeader;

    public void Begin(RunConditions conditions)
    {
        output.WriteLine($"{conditions.Date:yyyy-MM-dd}, {conditions.Machine}, {conditions.Runtime}");
        if (conditions.Server is { } server)
        {
            output.WriteLine(server);
        }
        output.WriteLine();
    }

    public void Add(Measurement measurement)
    {
        if (!hasHeader)
        {
            Row("figure", "value", "unit", "lowest", "highest", "runs", "limit", "ratio", "of limit");
            hasHeader = true;
        }
        Row(
            measurement.Figure,
            Number(measurement.Value),
            measurement.Unit,
            Number(Lowest(measurement.Values)),
            Number(Highest(measurement.Values)),
            Number(measurement.Values.Count),
            Number(measurement.Limit),
            Ratio(measurement.Ratio),
            measurement.LimitFigure ?? "");
        foreach (var peer in measurement.Peers)
        {
            AddPeer(measurement, peer);
        }
    }

    private static double? Lowest(IReadOnlyList<double> values) => values.Count == 0 ? null : values.Min();

    private static double? Highest(IReadOnlyList<double> values) => values.Count == 0 ? null : values.Max();

    private static string Ratio(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double? value) =>
        value?.ToString(value < 100 ? "0.##" : "#,##0", CultureInfo.InvariantCulture) ?? "";

    private void AddPeer(Measurement measurement, PeerMeasurement peer) => Row(
        "  " + peer.Peer.Name,
        Number(peer.Value),
        peer.Unit,
        Number(Lowest(peer.Values)),
        Number(Highest(peer.Values)),
        Number(peer.Values.Count),
        "",
        Ratio(measurement.RatioTo(peer)),
        peer.Peer.Mode);

    private void Row(params string[] cells)
    {
        var padded = cells.Select((cell, column) => Widths[column] < 0
            ? cell.PadRight(-Widths[column])
            : cell.PadLeft(Widths[column]));
        output.WriteLine(string.Join(' ', padded).TrimEnd());
        output.Flush();
    }
}
