using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Reading;
using Cabinet.Infrastructure.Sqlite.Writing.Operations;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>What each operation of a write set does, on the writer's connection.</summary>
internal sealed class OperationTable
{
    private readonly HistoryWriter history;
    private readonly JobWriter jobs;
    private readonly NodeWriter nodes;
    private readonly TaskWriter tasks;
    private readonly DeadLetterWriter deadLetters;
    private readonly JournalWriter journal;
    private readonly KeyWriter keys;
    private readonly NonceWriter nonces;
    private readonly AuditWriter audit;
    private readonly DataKeyWriter dataKeys;
    private readonly ScheduleWriter schedules;
    private readonly ContentWriter contents;
    private readonly BatchWriter batches;
    private readonly QueueWriter queues;
    private readonly BulkWriter bulk;
    private readonly ApiClientWriter clients;
    private readonly RetentionWriter retention;

    public OperationTable(SqliteConnection connection, WriterMemory memory, NameReader names)
    {
        history = new HistoryWriter(connection, memory);
        Ended = new EndedJobs(connection, memory, history);
        var gate = new GateWriter(connection, memory);
        jobs = new JobWriter(connection, memory, Ended, gate);
        nodes = new NodeWriter(connection, memory, Ended, jobs);
        tasks = new TaskWriter(connection, memory);
        deadLetters = new DeadLetterWriter(connection, memory, Ended, jobs, gate);
        journal = new JournalWriter(connection, memory);
        keys = new KeyWriter(connection, memory);
        nonces = new NonceWriter(connection, memory);
        audit = new AuditWriter(connection);
        dataKeys = new DataKeyWriter(connection);
        schedules = new ScheduleWriter(connection);
        contents = new ContentWriter(connection);
        batches = new BatchWriter(connection, memory.Batches, gate);
        queues = new QueueWriter(connection, memory);
        bulk = new BulkWriter(connection);
        clients = new ApiClientWriter(connection);
        retention = new RetentionWriter(connection);
        Claims = new ClaimWriter(connection, memory, Ended, nodes, gate, names);
    }

    /// <summary>What waits for the commit.</summary>
    public EndedJobs Ended { get; }

    /// <summary>Claims.</summary>
    public ClaimWriter Claims { get; }

    public OperationOutcome Apply(WriteOperation operation) => operation switch
    {
        EnqueueJob enqueue => jobs.Enqueue(enqueue),
        EndJob end => jobs.End(end),
        ReportProgress progress => jobs.ReportProgress(progress),
        RecordStep step => journal.Record(step),
        InsertTask task => tasks.Insert(task),
        UpdateTask task => tasks.Update(task),
        RenewNode node => nodes.Renew(node),
        ConsumeNonce nonce => nonces.Consume(nonce),
        AppendAudit audited => audit.Append(audited),
        ReserveKeyUses uses => keys.Reserve(uses),
        CountBatch { UnlessLive: null } count => batches.Count(count),
        AddToBatch add => batches.Add(add),
        _ => ApplyAfterFlush(operation),
    };

    // These look at job rows or at the history, so what has ended must be gone from them first.
    private OperationOutcome ApplyAfterFlush(WriteOperation operation)
    {
        Ended.Flush();
        return operation switch
        {
            RetryJob retry => jobs.Retry(retry),
            ReturnJob returned => jobs.Return(returned),
            CancelJob cancel => jobs.Cancel(cancel),
            ReleaseUniqueKey key => jobs.Release(key),
            RequireNoDeadLetter dead => deadLetters.RequireNone(dead),
            DeadLetterJob deadLetter => deadLetters.DeadLetter(deadLetter),
            RedriveJob redrive => deadLetters.Redrive(redrive),
            DiscardDeadLetter discard => deadLetters.Discard(discard),
            RegisterNode node => nodes.Register(node),
            ExpireNode node => nodes.Expire(node),
            RetireNode node => nodes.Retire(node),
            TakeLease lease => nodes.TakeLease(lease),
            ReleaseLease lease => nodes.ReleaseLease(lease),
            AddKeyVersion key => keys.Add(key),
            ChangeKeyState key => keys.Change(key),
            FenceKeyVersion key => keys.Fence(key),
            ReplaceWrappedKey key => keys.ReplaceWrapped(key),
            RequireRingConfirmed ring => keys.RequireConfirmed(ring),
            ConfirmRing ring => nodes.ConfirmRing(ring),
            PruneNonces prune => nonces.Prune(prune),
            PruneRates prune => queues.Prune(prune),
            SequenceAudit sequence => audit.Sequence(sequence),
            AddDataKey key => dataKeys.Add(key),
            ShredDataKey key => dataKeys.Shred(key),
            PutSchedule schedule => schedules.Put(schedule),
            RemoveSchedule schedule => schedules.Remove(schedule),
            ReplaceContent replace => contents.Replace(replace),
            PauseQueue pause => queues.Pause(pause),
            LimitQueue limit => queues.Limit(limit),
            LimitJobType limit => queues.Limit(limit),
            SetRetention set => retention.Set(set),
            RecordJobCounts counts => queues.Record(counts),
            PutBulk put => bulk.Put(put),
            PutApiClient put => clients.Put(put),
            PruneBulk prune => bulk.Prune(prune),
            PruneHistory prune => history.Prune(prune),
            DeleteHistory delete => history.Delete(delete),
            InsertBatch batch => batches.Insert(batch),
            CloseBatch close => batches.Close(close),
            CountBatch count => batches.Count(count),
            PruneBatches prune => batches.Prune(prune),
            PruneTasks prune => tasks.Prune(prune),
            _ => throw new NotSupportedException($"The embedded store doesn't know {operation.GetType().Name}."),
        };
    }
}
