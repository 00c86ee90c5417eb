namespace Cabinet.Application.Queue;

/// <summary>Runs the jobs of one type. One instance serves one job, from a dependency-injection scope of its own.</summary>
/// <remarks>
/// A handler that returns has succeeded; one that throws has failed: <see cref="JobFailedException"/> says how, any other
/// exception counts as transient. It may run more than once for the same job (a crash, a lost lease), so
/// effects outside the store belong into journaled steps (<see cref="JobContext.Steps"/>).
/// </remarks>
/// <typeparam name="TPayload">What it gets, read from the job's payload.</typeparam>
public interface IJobHandler<in TPayload>
{
    /// <summary>Does the work.</summary>
    /// <param name="payload">The job's payload.</param>
    /// <param name="context">The job, its journal and its progress.</param>
    /// <param name="cancellationToken">Cancelled on timeout, cancellation, shutdown or a lost lease.</param>
    ValueTask<JobResult> HandleAsync(TPayload payload, JobContext context, CancellationToken cancellationToken);
}
