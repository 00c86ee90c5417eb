using System.Globalization;

namespace Cabinet.Bench.Reports;

/// <summary>A table for people; a row appears when its figure is done.</summary>
internal sealed class TableReport(TextWriter output) : IReport
{
    // Below zero: aligned to the left.
    private static readonly int[] Widths = [-23, 9, -6, 9, 9, 4, 9, 5, -21];

    private bool _hasHeader;

    public void Add(Measurement measurement)
    {
        if (!_hasHeader)
        {
            Row("figure", "value", "unit", "lowest", "highest", "runs", "limit", "ratio", "of limit");
            _hasHeader = true;
        }
        Row(
            measurement.Figure,
            Number(measurement.Value),
            measurement.Unit,
            Number(measurement.Values.Min()),
            Number(measurement.Values.Max()),
            Number(measurement.Values.Count),
            Number(measurement.Limit),
            measurement.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
            measurement.LimitFigure ?? "");
    }

    private static string Number(double? value) =>
        value?.ToString(value < 100 ? "0.##" : "#,##0", CultureInfo.InvariantCulture) ?? "";

    private void Row(params string[] cells)
    {
        var padded = cells.Select((cell, column) => Widths[column] < 0
            ? cell.PadRight(-Widths[column])
            : cell.PadLeft(Widths[column]));
        output.WriteLine(string.Join(' ', padded).TrimEnd());
        output.Flush();
    }
}
