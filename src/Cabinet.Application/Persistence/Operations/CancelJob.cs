using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>
/// Cancels a job: one that isn't running ends at once as cancelled; a running one is marked, and its node stops it.
/// </summary>
/// <remarks>
/// Refused with <see cref="Refusal.JobNotFound"/> when the job isn't in the hot table, and with
/// <see cref="Refusal.JobRunning"/> when it is running and only a waiting one may be cancelled.
/// <see cref="CommitResult.Committed.Affected"/> counts the jobs that ended at once. The mark stays through a retry, a
/// return and the death of the node, until the job ends or is dead-lettered; a redriven job has none.
/// </remarks>
/// <param name="Job">Which.</param>
/// <param name="History">Kept when it ends at once; null keeps nothing.</param>
public sealed record CancelJob(JobId Job, HistoryRecord? History) : WriteOperation
{
    /// <summary>Whether a running job is left alone, and the write set refused. The default is false.</summary>
    public bool OnlyIfWaiting { get; init; }

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(History);
}
