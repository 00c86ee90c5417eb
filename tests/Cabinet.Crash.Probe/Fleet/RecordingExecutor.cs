using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;

namespace Cabinet.Crash.Probe.Fleet;

/// <summary>Writes down when the run of a job begins and when it has ended, by the epoch under which it was claimed.</summary>
internal sealed class RecordingExecutor(JobExecutor inner, FleetLog log, FleetMembership membership, FleetProgress progress)
    : IJobExecutor
{
    public async ValueTask<JobOutcome> RunAsync(ClaimedJob job, JobControl control)
    {
        var kind = job.IsSuspect ? "suspect" : "plain";
        log.Write($"began {job.Id} {job.Epoch} {membership.NodeOf(job.Lease)} {job.Attempt} {kind}");
        Console.Out.WriteLine("began");
        var outcome = await inner.RunAsync(job, control);
        log.Write($"ended {job.Id} {job.Epoch}");
        progress.Count("ran");
        return outcome;
    }

    public ValueTask<Settlement> SettleAsync(ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken) =>
        inner.SettleAsync(job, outcome, cancellationToken);
}
