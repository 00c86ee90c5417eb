using Cabinet.Application.Queue;

namespace Cabinet.Bench.Queue;

internal sealed class MeasuredJobHandler(JobMeter meter) : IJobHandler<MeasuredJob>
{
    public ValueTask<JobResult> HandleAsync(
        MeasuredJob payload, JobContext context, CancellationToken cancellationToken)
    {
        meter.Start();
        return ValueTask.FromResult(JobResult.Done);
    }
}
