using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Commands;

/// <summary>Cancels single jobs; the audit record is in the same commit.</summary>
public sealed class JobCommands(IStore store, IIdGenerator ids, TimeProvider time)
{
    private readonly AuditEvents audit = new(ids, time);

    /// <summary>Cancels a job that belongs to no task: a waiting one ends, a running one is stopped by its node.</summary>
    /// <param name="id">The job.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<OperationResult> CancelAsync(
        JobId id, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        if (await store.Jobs.FindAsync(id, cancellationToken) is not { } job)
        {
            return new OperationResult.NotFound();
        }

        if (job.Task is { } task && BatchReference.From(task) is null)
        {
            return new OperationResult.Refused(
                $"The job belongs to task {task.Task}, which can't complete without it. Cancel the task.");
        }

        var details = new Dictionary<string, string> { ["type"] = job.Type.Value, ["queue"] = job.Queue.Value };
        var result = await store.CommitAsync(
            new WriteSet(
            [
                .. BatchWrites.Cancel(job, time.GetUtcNow()),
                audit.Of(AuditActions.JobCancelled, caller, id.Value, reason, details),
            ]),
            cancellationToken);
        return result is CommitResult.Committed ? new OperationResult.Done(1) : new OperationResult.NotFound();
    }

    internal static HistoryRecord CancelledRecord(JobRecord job, DateTimeOffset now) => new()
    {
        Id = job.Id,
        Type = job.Type,
        Queue = job.Queue,
        End = JobEnd.Cancelled,
        Attempts = job.Attempt,
        CreatedAt = job.CreatedAt,
        StartedAt = job.ClaimedAt,
        EndedAt = now,
        Task = job.Task,
    };
}
