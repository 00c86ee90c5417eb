using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Crash.Probe.Features;

/// <summary>Says which job it is whose run has begun, works, and fails once where the job says so.</summary>
internal sealed class FeatureHandler(FeatureLog log, TimeProvider time) : IJobHandler<FeatureJob>
{
    public async ValueTask<JobResult> HandleAsync(FeatureJob payload, JobContext context, CancellationToken cancellationToken)
    {
        var batch = context.Batch is { } member ? $"{member.Batch.Value:N} {member.Role}" : "- -";
        log.Write($"work {context.Id} {payload.Kind} {payload.Key} {payload.Sequence} {batch}");
        if (payload.Work > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(payload.Work), time, cancellationToken);
        }

        return context.Attempt > 1 || !payload.FailsOnce
            ? JobResult.Done
            : throw new JobFailedException(FailureKind.Transient, "The first attempt of this job fails on purpose.");
    }
}
