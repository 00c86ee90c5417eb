using System.Diagnostics.Metrics;
using Cabinet.Application.Observability;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Observability;

/// <summary>Records what Application counts as the business: tasks accepted, completed and failed, by pipeline.</summary>
internal sealed class BusinessMetrics : IBusinessMetrics
{
    internal const string MeterName = "Cabinet.Business";

    private const string Pipeline = "cabinet.pipeline.name";

    private readonly Counter<long> accepted;
    private readonly Counter<long> completed;
    private readonly Counter<long> failed;
    private readonly Histogram<double> duration;

    public BusinessMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        accepted = meter.CreateCounter<long>("cabinet.tasks.accepted", "{task}", "Tasks that were accepted.");
        completed = meter.CreateCounter<long>("cabinet.tasks.completed", "{task}", "Tasks that completed.");
        failed = meter.CreateCounter<long>(
            "cabinet.tasks.failed", "{task}", "Tasks that stalled on dead letters or failed.");
        duration = meter.CreateHistogram<double>(
            "cabinet.tasks.duration", "s", "From a task's acceptance to its completion.");
    }

    public void TaskAccepted(PipelineName pipeline) => accepted.Add(1, Tag(pipeline));

    public void TaskCompleted(PipelineName pipeline, TimeSpan age)
    {
        completed.Add(1, Tag(pipeline));
        duration.Record(age.TotalSeconds, Tag(pipeline));
    }

    public void TaskFailed(PipelineName pipeline) => failed.Add(1, Tag(pipeline));

    private static KeyValuePair<string, object?> Tag(PipelineName pipeline) => new(Pipeline, pipeline.Value);
}
