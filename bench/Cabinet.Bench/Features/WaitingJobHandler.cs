using Cabinet.Application.Queue;

namespace Cabinet.Bench.Features;

internal sealed class WaitingJobHandler : IJobHandler<WaitingJob>
{
    public async ValueTask<JobResult> HandleAsync(
        WaitingJob payload, JobContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        return JobResult.Done;
    }
}
