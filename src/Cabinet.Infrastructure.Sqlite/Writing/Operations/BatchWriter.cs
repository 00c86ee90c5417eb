using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Writes batches, and releases their callbacks.</summary>
internal sealed class BatchWriter(SqliteConnection connection, BatchBook book, GateWriter gate)
{
    private readonly SqliteStatement insert = connection.Prepare(BatchSql.Insert);
    private readonly SqliteStatement findHeld = connection.Prepare(BatchSql.FindHeld);
    private readonly SqliteStatement release = connection.Prepare(ClaimSql.Promote);
    private readonly SqliteStatement drop = connection.Prepare(JobSql.Delete);
    private readonly SqliteStatement prune = connection.Prepare(BatchSql.Prune);
    private readonly SqliteStatement findJob = connection.Prepare(JobSql.FindKey);

    /// <inheritdoc cref="InsertBatch"/>
    public OperationOutcome Insert(InsertBatch operation)
    {
        var batch = operation.Batch;
        return insert.Bind(1, batch.Id.Value).Bind(2, batch.Name).Bind(3, batch.CreatedAt).TryRun()
            ? OperationOutcome.Done
            : OperationOutcome.Refused(Refusal.DuplicateId, batch.Id.Value);
    }

    /// <inheritdoc cref="AddToBatch"/>
    public OperationOutcome Add(AddToBatch operation)
    {
        if (book.Find(operation.Batch) is not { } progress)
        {
            return Refusal.BatchNotFound;
        }

        return progress.Takes(operation.FromMember)
            ? Apply(operation.Batch, progress, new BatchDelta { Added = operation.Count }, default)
            : Refusal.BatchClosed;
    }

    /// <inheritdoc cref="CloseBatch"/>
    public OperationOutcome Close(CloseBatch operation) => book.Find(operation.Batch) is { } progress
        ? Apply(
            operation.Batch, progress, new BatchDelta { Closes = true, Cancels = operation.Cancels }, operation.At)
        : Refusal.BatchNotFound;

    /// <inheritdoc cref="CountBatch"/>
    public OperationOutcome Count(CountBatch operation) =>
        (operation.UnlessLive is not { } job || !IsLive(job)) && book.Find(operation.Batch) is { } progress
            ? Apply(operation.Batch, progress, BatchDelta.Of(operation.Change), operation.At)
            : OperationOutcome.Done;

    /// <inheritdoc cref="PruneBatches"/>
    public OperationOutcome Prune(PruneBatches operation)
    {
        book.Flush();
        book.Forget();
        return OperationOutcome.Touched(prune.Bind(1, operation.EndedBefore).Bind(2, operation.Limit).Run());
    }

    private OperationOutcome Apply(BatchId id, BatchProgress progress, BatchDelta delta, DateTimeOffset at)
    {
        var step = BatchRule.Apply(progress, delta, at);
        book.Change(id, step.Progress);
        if (step.ReleasesFailure)
        {
            Settle(id, BatchRole.Failure, runs: true);
        }

        if (step.Ends)
        {
            Settle(id, BatchRole.Completion, runs: true);
            Settle(id, BatchRole.Success, runs: step.Progress.Status == BatchStatus.Succeeded);
            Settle(id, BatchRole.Failure, runs: false);
        }

        return step.Releases ? OperationOutcome.Releasing : OperationOutcome.Done;
    }

    private void Settle(BatchId id, BatchRole role, bool runs)
    {
        findHeld.Bind(1, BatchRule.CallbackId(id, role).Value).Bind(2, BatchRule.HeldUntil);
        if (!findHeld.Step())
        {
            return;
        }

        var key = new JobKey(findHeld.Int64(0));
        var partition = findHeld.TextOrNull(1);
        findHeld.Reset();
        if (!runs)
        {
            drop.Bind(1, key.Value).Run();
            return;
        }

        var ready = key.In(partition is null ? JobClass.Ready : JobClass.Gated);
        release.Bind(1, key.Value).Bind(2, ready.Value).Run();
        gate.Wait(ready, partition);
    }

    private bool IsLive(JobId job)
    {
        findJob.Bind(1, job.Value);
        var found = findJob.Step();
        findJob.Reset();
        return found;
    }
}
