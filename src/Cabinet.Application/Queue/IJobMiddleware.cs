namespace Cabinet.Application.Queue;

/// <summary>Runs around handlers: what many types of jobs do alike before, after or instead of their work.</summary>
/// <remarks>
/// One instance serves one job, from the same dependency-injection scope as the handler. The first one declared is the
/// outermost. What it throws counts as if the handler had thrown it: <see cref="JobFailedException"/> keeps its kind,
/// and any other exception is transient. It runs within the job's timeout and under its lease, once for each attempt,
/// after the payload was opened and before it is read; a node that declares none pays nothing for it.
/// </remarks>
public interface IJobMiddleware
{
    /// <summary>Runs around one attempt.</summary>
    /// <param name="context">The job that runs.</param>
    /// <param name="next">
    /// Runs what lies further in, and in the end the handler. Not calling it answers in the handler's place; calling it a
    /// second time throws <see cref="InvalidOperationException"/>, because an attempt runs its handler once.
    /// </param>
    /// <param name="cancellationToken">Cancelled on timeout, cancellation, shutdown or a lost lease. Hand it on.</param>
    ValueTask<JobResult> InvokeAsync(JobContext context, JobDelegate next, CancellationToken cancellationToken);
}
