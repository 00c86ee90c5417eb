using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>All tables of the store. Whoever touches them holds the database's lock.</summary>
internal sealed class StoreState
{
    public StoreState()
    {
        Jobs = new(Undo, JobIndex);
        DeadLetters = new(Undo);
        History = new(Undo);
        Tasks = new(Undo, Idempotency);
        Nodes = new(Undo);
        Leases = new(Undo, comparer: StringComparer.Ordinal);
        BackgroundResults = new(Undo, comparer: StringComparer.Ordinal);
        Keys = new(Undo);
        Counters = new(Undo, comparer: StringComparer.Ordinal);
        Nonces = new(Undo, comparer: StringComparer.Ordinal);
        Audit = new(Undo);
        AuditIds = new(Undo);
        AuditOrder = new(Undo);
        AuditNodes = new(Undo);
        AuditCheckpoints = new(Undo);
        DataKeys = new(Undo);
        Batches = new(Undo);
        Queues = new(Undo, comparer: StringComparer.Ordinal);
        Turns = new(Undo, comparer: StringComparer.Ordinal);
        Rates = new(Undo, comparer: RateRow.Order);
        TypeLimits = new(Undo, comparer: TypeLimitRow.Order);
        Retention = new(Undo, comparer: RetentionOperations.Order);
        Schedules = new(Undo);
        Bulk = new(Undo);
        Clients = new(Undo, comparer: StringComparer.Ordinal);
    }

    public UndoLog Undo { get; } = new();

    public JobIndex JobIndex { get; } = new();

    public IdempotencyIndex Idempotency { get; } = new();

    public Table<JobId, JobRow> Jobs { get; }

    public Table<JobId, DeadLetterRow> DeadLetters { get; }

    public Table<JobId, HistoryRecord> History { get; }

    public Table<TaskId, TaskRecord> Tasks { get; }

    public Table<NodeId, NodeRecord> Nodes { get; }

    /// <summary>Who holds the lease on a background task, by the task's name.</summary>
    public Table<string, LeaseRow> Leases { get; }

    public Table<string, BackgroundResult> BackgroundResults { get; }

    public Table<(UInt128 Key, int Version), KeyVersionRecord> Keys { get; }

    /// <summary>Numbers that the store keeps, by name.</summary>
    public Table<string, CounterRow> Counters { get; }

    public Table<string, NonceRow> Nonces { get; }

    /// <summary>Audit entries by their number, which is the order of their commits.</summary>
    public Table<long, AuditEntryRecord> Audit { get; }

    /// <summary>The number of each audit entry, by its id.</summary>
    public Table<Guid, CounterRow> AuditIds { get; }

    /// <summary>The number of each audit entry that has a place in the tree, by its index there.</summary>
    public Table<long, CounterRow> AuditOrder { get; }

    public Table<(int Level, long Index), AuditNode> AuditNodes { get; }

    /// <summary>Checkpoints in the order in which they came.</summary>
    public Table<int, AuditCheckpoint> AuditCheckpoints { get; }

    public Table<Guid, DataKeyRecord> DataKeys { get; }

    public Table<BatchId, BatchRecord> Batches { get; }

    /// <summary>What is set for queues, by their names; none is kept that says nothing.</summary>
    public Table<string, QueueSettings> Queues { get; }

    /// <summary>Whose turn it was last, by the queues' names.</summary>
    public Table<string, TurnRow> Turns { get; }

    /// <summary>Until when rates are used up, by queue and partition; the queue's own has an empty one.</summary>
    public Table<(string Queue, string Partition), RateRow> Rates { get; }

    /// <summary>What is set for job types in queues, or was.</summary>
    public Table<(string Queue, string Type), TypeLimitRow> TypeLimits { get; }

    public Table<(string Type, RetainedAs State), RetentionRule> Retention { get; }

    public Table<Guid, ScheduleRecord> Schedules { get; }

    public Table<Guid, BulkRecord> Bulk { get; }

    public Table<string, ApiClientRecord> Clients { get; }
}
