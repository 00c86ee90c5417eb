namespace Cabinet.Application.Persistence;

/// <summary>The closed set of preconditions that refuse a write set.</summary>
public enum Refusal
{
    /// <summary>The job was claimed again, returned or ended since: its epoch is newer, or its row is gone.</summary>
    StaleEpoch,

    /// <summary>No such job in the hot table.</summary>
    JobNotFound,

    /// <summary>A live job holds the unique key.</summary>
    UniqueKeyTaken,

    /// <summary>A record with this id exists already.</summary>
    DuplicateId,

    /// <summary>No such task.</summary>
    TaskNotFound,

    /// <summary>The task was changed since it was read.</summary>
    TaskChanged,

    /// <summary>A task was accepted under this idempotency key before.</summary>
    IdempotencyKeyTaken,

    /// <summary>No such job in the dead-letter queue.</summary>
    DeadLetterNotFound,

    /// <summary>The step is in the journal already, in this state or a later one.</summary>
    StepRecorded,

    /// <summary>The node isn't registered, or was declared dead: it must stop and register anew.</summary>
    NodeGone,

    /// <summary>The node's heartbeat moved since it was observed: it lives.</summary>
    NodeAlive,

    /// <summary>Another live node holds the lease.</summary>
    LeaseHeld,

    /// <summary>This key version exists already, or one that it may not stand beside.</summary>
    KeyExists,

    /// <summary>The key version isn't there, or not as it was read.</summary>
    KeyChanged,

    /// <summary>The key version was used as often as is safe.</summary>
    KeyExhausted,

    /// <summary>Content of the write set is sealed under a version that is fenced or destroyed.</summary>
    KeyFenced,

    /// <summary>A registered node hasn't confirmed this revision of the key ring.</summary>
    RingUnconfirmed,

    /// <summary>A committed write set consumed this nonce.</summary>
    NonceUsed,

    /// <summary>The nonce's time is over: it may have been consumed and forgotten.</summary>
    NonceExpired,

    /// <summary>The audit's tree grew since it was read, or an event has its place already.</summary>
    AuditMoved,

    /// <summary>The stored content isn't what was read.</summary>
    ContentChanged,

    /// <summary>No such data key, or it was shredded.</summary>
    DataKeyNotFound,

    /// <summary>No such batch.</summary>
    BatchNotFound,

    /// <summary>The batch takes no more jobs.</summary>
    BatchClosed,

    /// <summary>The schedule isn't there, or not as it was read.</summary>
    ScheduleChanged,

    /// <summary>The bulk action isn't there, or not as it was read.</summary>
    BulkChanged,

    /// <summary>The job is running.</summary>
    JobRunning,

    /// <summary>The client isn't there, or not as it was read.</summary>
    ClientChanged,
}
