using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Crash.Probe.Bulk;

/// <summary>Fails for good.</summary>
internal sealed class BulkHandler : IJobHandler<BulkJob>
{
    public ValueTask<JobResult> HandleAsync(BulkJob payload, JobContext context, CancellationToken cancellationToken) =>
        throw new JobFailedException(FailureKind.Permanent, "Every job of this probe fails on purpose.");
}
