using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Pipelines;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Queue;

/// <summary>The policies that hold for one job: those of its type, with those of its stage on top.</summary>
internal readonly record struct JobPolicy(
    RetryPolicy Retry, RateLimit? RetryBudget, TimeSpan Timeout, Retention Retention, DegradedResults Degraded)
{
    // What holds for a type that this release doesn't know: tried again, because another node may know it.
    private static readonly JobOptions Unknown = new();

    public static JobPolicy For(ClaimedJob job, JobDefinition? definition, PipelineCatalog pipelines)
    {
        var options = definition?.Options ?? Unknown;
        var stage = job.Task is { } task ? pipelines.Find(task.Pipeline)?.Find(task.Stage) : null;
        return new JobPolicy(
            stage?.Retry ?? options.Retry,
            options.RetryBudget,
            stage?.Timeout ?? options.Timeout,
            options.Retention,
            stage?.Degraded ?? DegradedResults.Accept);
    }
}
