using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Cabinet.Bench.Queue;

/// <summary>Takes the metrics that were collected, so that collecting is paid for, and sends them nowhere.</summary>
internal sealed class DiscardedMetrics : BaseExporter<Metric>
{
    public override ExportResult Export(in Batch<Metric> batch) => ExportResult.Success;
}
