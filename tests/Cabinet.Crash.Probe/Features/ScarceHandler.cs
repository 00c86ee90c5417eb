using Cabinet.Application.Queue;

namespace Cabinet.Crash.Probe.Features;

/// <summary>Does with a job of the limited type what is done with the others.</summary>
internal sealed class ScarceHandler(FeatureLog log, TimeProvider time) : IJobHandler<ScarceJob>
{
    private readonly FeatureHandler handler = new(log, time);

    public ValueTask<JobResult> HandleAsync(ScarceJob payload, JobContext context, CancellationToken cancellationToken) =>
        handler.HandleAsync(payload.Work, context, cancellationToken);
}
