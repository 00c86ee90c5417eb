using System.Diagnostics.Metrics;
using Cabinet.Application.Observability;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Observability;

/// <summary>
/// The business metrics on a meter of their own, so that they can be exported without the technical ones.
/// </summary>
internal sealed class BusinessMetrics : IBusinessMetrics, IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Cabinet.Business";

    private readonly Meter meter;
    private readonly Counter<long> accepted;
    private readonly Counter<long> completed;
    private readonly Counter<long> failed;
    private readonly Histogram<double> duration;

    /// <summary>Makes the instruments.</summary>
    public BusinessMetrics(IMeterFactory? factory = null)
    {
        meter = factory?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        accepted = meter.CreateCounter<long>("cabinet.tasks.accepted", "{task}", "Tasks accepted.");
        completed = meter.CreateCounter<long>("cabinet.tasks.completed", "{task}", "Tasks completed.");
        failed = meter.CreateCounter<long>(
            "cabinet.tasks.failed", "{task}", "Tasks that stalled on dead letters or failed.");
        duration = meter.CreateHistogram(
            "cabinet.tasks.duration",
            "s",
            "From a task's acceptance to its completion.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400],
            });
    }

    /// <inheritdoc />
    public void TaskAccepted(PipelineName pipeline) => Add(accepted, pipeline);

    /// <inheritdoc />
    public void TaskCompleted(PipelineName pipeline, TimeSpan age)
    {
        Add(completed, pipeline);
        try
        {
            duration.Record(age.TotalSeconds, Tag(pipeline));
        }
        catch (Exception)
        {
            // A listener failed; a measurement is all that is lost (guarantee 9).
        }
    }

    /// <inheritdoc />
    public void TaskFailed(PipelineName pipeline) => Add(failed, pipeline);

    /// <inheritdoc />
    public void Dispose() => meter.Dispose();

    private static void Add(Counter<long> counter, PipelineName pipeline)
    {
        try
        {
            counter.Add(1, Tag(pipeline));
        }
        catch (Exception)
        {
            // A listener failed; a measurement is all that is lost (guarantee 9).
        }
    }

    private static KeyValuePair<string, object?> Tag(PipelineName pipeline) =>
        new("cabinet.pipeline.name", pipeline.Value);
}
