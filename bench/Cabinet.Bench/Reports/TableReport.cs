using System.Globalization;

namespace Cabinet.Bench.Reports;

/// <summary>A table for people; a row appears when its figure is done.</summary>
internal sealed class TableReport(TextWriter output) : IReport
{
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

    private void Row(
        string figure, string value, string unit, string lowest, string highest, string runs, string limit, string ratio,
        string limitFigure)
    {
        output.WriteLine(
            $"{figure,-20}{value,10} {unit,-7}{lowest,10}{highest,10}{runs,6}{limit,10}{ratio,7}  {limitFigure}".TrimEnd());
        output.Flush();
    }
}
