using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Crash.Probe.Fleet;

/// <summary>Works for as long as the job says, and fails as often.</summary>
internal sealed class FleetHandler(TimeProvider time) : IJobHandler<FleetJob>
{
    public async ValueTask<JobResult> HandleAsync(FleetJob payload, JobContext context, CancellationToken cancellationToken)
    {
        if (payload.Work > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(payload.Work), time, cancellationToken);
        }

        return context.Attempt > payload.Fails
            ? JobResult.Done
            : throw new JobFailedException(FailureKind.Transient, "This attempt fails on purpose.");
    }
}
