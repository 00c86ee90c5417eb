using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;

namespace Cabinet.Host.Demo.Running;

/// <summary>Runs and settles jobs as the inner executor does, and tells the news desk what was committed.</summary>
internal sealed class WatchedExecutor(JobExecutor inner, NewsDesk desk) : IJobExecutor
{
    public ValueTask<JobOutcome> RunAsync(ClaimedJob job, JobControl control) => inner.RunAsync(job, control);

    public async ValueTask<Settlement> SettleAsync(
        ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken)
    {
        var settlement = await inner.SettleAsync(job, outcome, cancellationToken);
        if (job.Task is { } place)
        {
            desk.Report(new JobNews(job.Id, job.Attempt, place, settlement));
        }

        return settlement;
    }
}
