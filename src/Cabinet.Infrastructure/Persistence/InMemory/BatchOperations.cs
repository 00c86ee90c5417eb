using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on batches. Each returns why it is refused, or null.</summary>
internal sealed class BatchOperations(StoreState state)
{
    public Refusal? Insert(InsertBatch operation, CommitScope scope)
    {
        var batch = operation.Batch;
        if (state.Batches.Find(batch.Id) is not null)
        {
            return scope.Refuse(Refusal.DuplicateId, batch.Id.Value);
        }

        state.Batches.Put(batch.Id, batch with
        {
            CreatedAt = Milliseconds.Truncate(batch.CreatedAt),
            Progress = new BatchProgress(),
        });
        return null;
    }

    public Refusal? Add(AddToBatch operation, CommitScope scope)
    {
        if (state.Batches.Find(operation.Batch) is not { } batch)
        {
            return Refusal.BatchNotFound;
        }

        if (!batch.Progress.Takes(operation.FromMember))
        {
            return Refusal.BatchClosed;
        }

        Apply(operation.Batch, new BatchDelta { Added = operation.Count }, default, scope);
        return null;
    }

    public Refusal? Close(CloseBatch operation, CommitScope scope)
    {
        if (state.Batches.Find(operation.Batch) is null)
        {
            return Refusal.BatchNotFound;
        }

        Apply(
            operation.Batch, new BatchDelta { Closes = true, Cancels = operation.Cancels }, operation.At, scope);
        return null;
    }

    public Refusal? Count(CountBatch operation, CommitScope scope)
    {
        if (operation.UnlessLive is not { } job || state.Jobs.Find(job) is null)
        {
            Apply(operation.Batch, BatchDelta.Of(operation.Change), operation.At, scope);
        }

        return null;
    }

    public void Prune(PruneBatches operation, CommitScope scope)
    {
        var before = Milliseconds.Truncate(operation.EndedBefore);
        var ended = state.Batches.Rows
            .Where(batch => batch.Progress.EndedAt < before)
            .OrderBy(batch => batch.Progress.EndedAt).ThenBy(batch => batch.Id)
            .Take(operation.Limit).ToList();
        ended.ForEach(batch => state.Batches.Remove(batch.Id));
        scope.Affected += ended.Count;
    }

    private void Apply(BatchId id, BatchDelta delta, DateTimeOffset at, CommitScope scope)
    {
        if (state.Batches.Find(id) is not { } batch)
        {
            return;
        }

        var step = BatchRule.Apply(batch.Progress, delta, Milliseconds.Truncate(at));
        state.Batches.Put(id, batch with { Progress = step.Progress });
        scope.ReleasedCallbacks |= step.Releases;
        if (step.ReleasesFailure)
        {
            Release(id, BatchRole.Failure);
        }

        if (step.Ends)
        {
            Release(id, BatchRole.Completion);
            Settle(id, BatchRole.Success, runs: step.Progress.Status == BatchStatus.Succeeded);
            Settle(id, BatchRole.Failure, runs: false);
        }
    }

    private void Settle(BatchId id, BatchRole role, bool runs)
    {
        if (runs)
        {
            Release(id, role);
        }
        else if (Held(id, role) is { } row)
        {
            state.Jobs.Remove(row.Job.Id);
        }
    }

    private void Release(BatchId id, BatchRole role)
    {
        if (Held(id, role) is { } row)
        {
            state.Jobs.Put(row.Job.Id, row with { State = JobState.Available, DueAt = null });
        }
    }

    private JobRow? Held(BatchId id, BatchRole role) =>
        state.Jobs.Find(BatchRule.CallbackId(id, role)) is { } row && row.DueAt == BatchRule.HeldUntil ? row : null;
}
