using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Batches;

namespace Cabinet.Application.Commands;

/// <summary>
/// What has to stand in a write set beside an operation on a job, so that its batch hears of it. Whoever cancels, redrives
/// or discards jobs takes these.
/// </summary>
public static class BatchWrites
{
    /// <summary>Cancels a job, and counts it in its batch when it ends at once.</summary>
    /// <param name="job">The job as it was read.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="onlyIfWaiting">Whether a running job refuses the write set instead of being stopped.</param>
    public static IReadOnlyList<WriteOperation> Cancel(JobRecord job, DateTimeOffset now, bool onlyIfWaiting = false)
    {
        ArgumentNullException.ThrowIfNull(job);
        var cancel = new CancelJob(job.Id, JobCommands.CancelledRecord(job, now)) { OnlyIfWaiting = onlyIfWaiting };
        return BatchReference.CountedBy(job.Task) is { } batch
            ? [cancel, new CountBatch(batch, BatchChange.Cancelled, now) { UnlessLive = job.Id }]
            : [cancel];
    }

    /// <summary>What follows an operation on a dead letter: nothing when it belongs to no batch.</summary>
    /// <param name="place">The dead letter's place.</param>
    /// <param name="change">What the operation does to it.</param>
    /// <param name="now">Now (UTC).</param>
    public static IReadOnlyList<WriteOperation> Count(TaskReference? place, BatchChange change, DateTimeOffset now) =>
        BatchReference.CountedBy(place) is { } batch ? [new CountBatch(batch, change, now)] : [];
}
