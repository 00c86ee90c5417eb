using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Commands;

/// <summary>Cancels whole batches; the audit record is in the commit that decides it.</summary>
public sealed class BatchCommands(IStore store, IIdGenerator ids, TimeProvider time)
{
    // So many commits at a time share syncs and leave the store to others.
    private const int AtOnce = 16;

    private readonly AuditEvents audit = new(ids, time);

    /// <summary>
    /// Cancels a batch: it takes no more jobs, waiting ones end as cancelled, running ones are stopped by their nodes. What is
    /// in the dead-letter queue stays there and holds the batch open. Its callbacks run as its end says.
    /// </summary>
    /// <remarks>
    /// The decision is one commit, the jobs follow in pieces: a call that stopped half-way is simply repeated.
    /// </remarks>
    /// <param name="id">The batch.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    /// <returns>How many jobs were cancelled or asked to stop.</returns>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<OperationResult> CancelAsync(
        BatchId id, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        if (await store.Batches.FindAsync(id, cancellationToken) is not { } batch)
        {
            return new OperationResult.NotFound();
        }

        if (batch.Progress.EndedAt is not null)
        {
            return new OperationResult.Refused("The batch has ended.");
        }

        var details = new Dictionary<string, string> { ["name"] = batch.Name ?? "" };
        var result = await store.CommitAsync(
            new WriteSet(
            [
                new CloseBatch(id, time.GetUtcNow(), Cancels: true),
                audit.Of(AuditActions.BatchCancelled, caller, id.Value, reason, details),
            ]),
            cancellationToken);
        return result is CommitResult.Committed
            ? new OperationResult.Done(await CancelJobsAsync(id, cancellationToken))
            : new OperationResult.NotFound();
    }

    // After the batch is cancelled nobody adds to it, so one pass over what is there finds all of its jobs.
    private async ValueTask<int> CancelJobsAsync(BatchId id, CancellationToken cancellationToken)
    {
        var cancelled = 0;
        var filter = new JobFilter { Task = new TaskId(id.Value) };
        var page = new Page(Page.MaximumLimit);
        while (true)
        {
            var jobs = await store.Jobs.ListAsync(filter, page, cancellationToken);
            foreach (var piece in jobs.Where(IsMember).Chunk(AtOnce))
            {
                var results = await Task.WhenAll(piece.Select(job => CancelAsync(job, cancellationToken)));
                cancelled += results.Count(static result => result is CommitResult.Committed);
            }

            if (jobs.Count < page.Limit)
            {
                return cancelled;
            }

            page = page with { After = jobs[^1].Id.Value };
        }
    }

    private Task<CommitResult> CancelAsync(JobRecord job, CancellationToken cancellationToken) => store.CommitAsync(
        new WriteSet(BatchWrites.Cancel(job, time.GetUtcNow())), cancellationToken).AsTask();

    private static bool IsMember(JobRecord job) => BatchReference.From(job.Task) is { Role: BatchRole.Member };
}
