using Cabinet.Application.Queue;

namespace Cabinet.Bench.Features;

/// <summary>Passes every job on.</summary>
internal sealed class PassingMiddleware : IJobMiddleware
{
    public ValueTask<JobResult> InvokeAsync(
        JobContext context, JobDelegate next, CancellationToken cancellationToken) => next(cancellationToken);
}
