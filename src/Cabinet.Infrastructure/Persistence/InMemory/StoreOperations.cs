using System.Diagnostics;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Applies write sets: every operation in order, or none.</summary>
internal sealed class StoreOperations
{
    private readonly StoreState state;
    private readonly JobOperations jobs;
    private readonly DeadLetterOperations deadLetters;
    private readonly TaskOperations tasks;
    private readonly NodeOperations nodes;
    private readonly KeyOperations keys;
    private readonly PruneOperations prunes;
    private readonly NonceOperations nonces;
    private readonly AuditOperations audit;
    private readonly DataKeyOperations dataKeys;
    private readonly ScheduleOperations schedules;
    private readonly ContentOperations contents;
    private readonly BatchOperations batches;
    private readonly QueueOperations queues;
    private readonly RetentionOperations retention;
    private readonly BulkOperations bulk;
    private readonly ApiClientOperations clients;

    public StoreOperations(StoreState state)
    {
        this.state = state;
        jobs = new JobOperations(state);
        deadLetters = new DeadLetterOperations(state, jobs);
        tasks = new TaskOperations(state);
        nodes = new NodeOperations(state);
        keys = new KeyOperations(state);
        prunes = new PruneOperations(state);
        nonces = new NonceOperations(state);
        audit = new AuditOperations(state);
        dataKeys = new DataKeyOperations(state);
        schedules = new ScheduleOperations(state);
        contents = new ContentOperations(state);
        batches = new BatchOperations(state);
        queues = new QueueOperations(state);
        retention = new RetentionOperations(state);
        bulk = new BulkOperations(state);
        clients = new ApiClientOperations(state);
    }

    public CommitResult Commit(WriteSet writeSet)
    {
        var scope = new CommitScope();
        try
        {
            for (var i = 0; i < writeSet.Operations.Count; i++)
            {
                var operation = writeSet.Operations[i];
                var refused = keys.Refuse(operation) ? Refusal.KeyFenced : Apply(operation, scope);
                if (refused is { } refusal)
                {
                    state.Undo.Rollback();
                    return scope.Refused(i, refusal);
                }
            }
        }
        catch
        {
            // Plaintext, or a bug: nothing of the write set may stay.
            state.Undo.Rollback();
            throw;
        }

        state.Undo.Commit();
        return scope.Committed();
    }

    private Refusal? Apply(WriteOperation operation, CommitScope scope) => operation switch
    {
        EnqueueJob enqueue => jobs.Enqueue(enqueue, scope),
        EndJob end => jobs.End(end),
        RetryJob retry => jobs.Retry(retry),
        ReturnJob back => jobs.Return(back),
        DeadLetterJob deadLetter => jobs.DeadLetter(deadLetter),
        CancelJob cancel => jobs.Cancel(cancel, scope),
        ReleaseUniqueKey key => jobs.Release(key),
        RequireNoDeadLetter dead => deadLetters.RequireNone(dead, scope),
        ReportProgress progress => jobs.Report(progress),
        RecordStep step => jobs.Record(step),
        RedriveJob redrive => deadLetters.Redrive(redrive, scope),
        DiscardDeadLetter discard => deadLetters.Discard(discard),
        InsertTask insert => tasks.Insert(insert, scope),
        UpdateTask update => tasks.Update(update),
        RegisterNode register => nodes.Register(register, scope),
        RenewNode renew => nodes.Renew(renew),
        ExpireNode expire => nodes.Expire(expire, scope),
        RetireNode retire => nodes.Retire(retire),
        TakeLease take => nodes.Take(take),
        ReleaseLease release => nodes.Release(release),
        AddKeyVersion key => keys.Add(key),
        ChangeKeyState key => keys.Change(key),
        FenceKeyVersion key => keys.Fence(key),
        ReplaceWrappedKey key => keys.ReplaceWrapped(key),
        ReserveKeyUses uses => keys.Reserve(uses),
        RequireRingConfirmed ring => keys.RequireConfirmed(ring),
        ConfirmRing ring => nodes.ConfirmRing(ring),
        ConsumeNonce nonce => nonces.Consume(nonce),
        AppendAudit audited => audit.Append(audited, scope),
        SequenceAudit sequence => audit.Sequence(sequence),
        AddDataKey key => dataKeys.Add(key, scope),
        ShredDataKey key => dataKeys.Shred(key),
        PutSchedule schedule => schedules.Put(schedule, scope),
        RemoveSchedule schedule => schedules.Remove(schedule),
        ReplaceContent replace => contents.Replace(replace),
        InsertBatch batch => batches.Insert(batch, scope),
        AddToBatch add => batches.Add(add, scope),
        CloseBatch close => batches.Close(close, scope),
        CountBatch count => batches.Count(count, scope),
        PauseQueue pause => queues.Pause(pause),
        LimitQueue limit => queues.Limit(limit),
        LimitJobType limit => queues.Limit(limit),
        SetRetention set => retention.Set(set),
        RecordJobCounts => null,
        PutBulk put => bulk.Put(put, scope),
        PutApiClient put => clients.Put(put),
        PruneBulk prune => Prune(prune, scope),
        PruneNonces prune => Prune(prune, scope),
        PruneRates prune => Prune(prune, scope),
        PruneHistory or DeleteHistory or PruneTasks or PruneBatches => Prune(operation, scope),
        _ => throw new UnreachableException($"The store has no operation {operation.GetType().Name}."),
    };

    private Refusal? Prune(WriteOperation operation, CommitScope scope)
    {
        switch (operation)
        {
            case PruneHistory history:
                prunes.History(history, scope);
                return null;
            case DeleteHistory history:
                prunes.History(history, scope);
                return null;
            case PruneBatches batch:
                batches.Prune(batch, scope);
                return null;
            case PruneBulk ended:
                bulk.Prune(ended, scope);
                return null;
            case PruneRates rate:
                queues.Prune(rate, scope);
                return null;
            case PruneNonces nonce:
                nonces.Prune(nonce, scope);
                return null;
            default:
                prunes.Tasks((PruneTasks)operation, scope);
                return null;
        }
    }
}
