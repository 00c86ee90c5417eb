using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Queue;

/// <summary>The one port through which Infrastructure calls upward: "run this job", "settle what came of it".</summary>
/// <remarks>
/// Retry decisions, what comes next in a pipeline and whether a degraded result will do are all behind it. The worker
/// decides when to run, how many at once, and when to cancel.
/// </remarks>
public interface IJobExecutor
{
    /// <summary>Runs the handler of a claimed job. Never throws: whatever happens is an outcome.</summary>
    /// <param name="job">The claim.</param>
    /// <param name="control">Cancels the run; the executor arms the timeout on it.</param>
    ValueTask<JobOutcome> RunAsync(ClaimedJob job, JobControl control);

    /// <summary>Commits outcome, next jobs and pipeline state in one write set under the job's epoch.</summary>
    /// <returns>What was committed.</returns>
    /// <exception cref="Persistence.StoreException">
    /// The store can't commit now. The job stays claimed; settling may be tried again with the same outcome, and a
    /// commit that took place unseen then shows as <see cref="Settlement.Lost"/>.
    /// </exception>
    ValueTask<Settlement> SettleAsync(ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken);
}
