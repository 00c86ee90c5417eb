using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Commands;

/// <summary>Cancels single jobs.</summary>
public sealed class JobCommands(IStore store, TimeProvider time)
{
    /// <summary>Cancels a job that belongs to no task: a waiting one ends, a running one is stopped by its node.</summary>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<OperationResult> CancelAsync(JobId id, Caller caller, CancellationToken cancellationToken)
    {
        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        if (await store.Jobs.FindAsync(id, cancellationToken) is not { } job)
        {
            return new OperationResult.NotFound();
        }

        if (job.Task is { } task)
        {
            return new OperationResult.Refused(
                $"The job belongs to task {task.Task}, which can't complete without it. Cancel the task.");
        }

        var result = await store.CommitAsync(
            new WriteSet(new CancelJob(id, CancelledRecord(job, time.GetUtcNow()))), cancellationToken);
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
