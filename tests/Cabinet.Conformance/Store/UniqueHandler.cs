using Cabinet.Application.Queue;

namespace Cabinet.Conformance.Store;

/// <summary>Declares the type of a suite's unique jobs; the suite claims and ends them itself.</summary>
internal sealed class UniqueHandler : IJobHandler<UniquePayload>
{
    public ValueTask<JobResult> HandleAsync(
        UniquePayload payload, JobContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No node runs these jobs.");
}
