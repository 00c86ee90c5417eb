using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cabinet.Bench.Peers;

namespace Cabinet.Bench.Reports;

/// <summary>One JSON object a line, for scripts and for <c>bench/run report</c>.</summary>
internal sealed class JsonReport(TextWriter output) : IReport
{
    // Names of processors and peers are to be read by people too; nothing here goes into a page.
    private static readonly JsonLineContext Lines = new(
        new JsonSerializerOptions(JsonLineContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });

    public void Begin(RunConditions conditions) => Write(new ConditionsLine(conditions), Lines.ConditionsLine);

    public void Add(Measurement measurement)
    {
        var fastest = measurement.FastestPeer;
        Write(
            new JsonLine(
                measurement.Figure,
                measurement.Unit,
                Rounded(measurement.Value),
                measurement.Values.Count,
                [.. measurement.Values.Select(Rounded)],
                Rounded(measurement.Limit),
                measurement.LimitFigure,
                RoundedRatio(measurement.Ratio),
                fastest?.Peer.Name,
                RoundedRatio(measurement.RatioTo(fastest))),
            Lines.JsonLine);
        foreach (var peer in measurement.Peers)
        {
            Write(LineOf(measurement, peer), Lines.PeerLine);
        }
    }

    private static PeerLine LineOf(Measurement measurement, PeerMeasurement measured) => new(
        measured.Peer.Name,
        measured.Peer.Version,
        measured.Peer.Mode,
        measured.Peer.Settings,
        measured.Peer.Note,
        measurement.Figure,
        measured.Unit,
        Rounded(measured.Value),
        measured.Values.Count == 0 ? null : Rounded(measured.Values.Min()),
        measured.Values.Count == 0 ? null : Rounded(measured.Values.Max()),
        measured.Values.Count,
        [.. measured.Values.Select(Rounded)],
        RoundedRatio(measured.OtherCpu),
        RoundedRatio(measurement.RatioTo(measured)));

    private static double? Rounded(double? value) => value is { } known ? Rounded(known) : null;

    private static double Rounded(double value) => Math.Round(value, value < 1_000 ? 4 : 0);

    private static double? RoundedRatio(double? ratio) => ratio is { } known ? Math.Round(known, 3) : null;

    private void Write<T>(T line, JsonTypeInfo<T> type)
    {
        output.WriteLine(JsonSerializer.Serialize(line, type));
        output.Flush();
    }
}
