namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>
/// The key of a job's row: class (2 bits), queue (14), priority (4), sequence (43). Keys sort as jobs are claimed.
/// </summary>
/// <remarks>
/// A sequence is handed out once for good, so the key without its class ("place") names the job as long as it is in
/// the store; only the class changes.
/// </remarks>
internal readonly record struct JobKey(long Value)
{
    /// <summary>The most queues that one file takes.</summary>
    public const int MaximumQueues = 1 << QueueBits;

    private const int SequenceBits = 43;
    private const int PriorityBits = 4;
    private const int QueueBits = 14;
    private const int PriorityShift = SequenceBits;
    private const int QueueShift = PriorityShift + PriorityBits;
    private const int ClassShift = QueueShift + QueueBits;
    private const long PlaceMask = (1L << ClassShift) - 1;

    public JobClass Class => (JobClass)(Value >> ClassShift);

    public int Queue => (int)(Value >> QueueShift) & (MaximumQueues - 1);

    public int Priority => (int)(Value >> PriorityShift) & ((1 << PriorityBits) - 1);

    /// <summary>What never changes: the key without its class.</summary>
    public long Place => Value & PlaceMask;

    public static JobKey Make(JobClass @class, int queue, int priority, long sequence) => new(
        ((long)@class << ClassShift) | ((long)queue << QueueShift) | ((long)priority << PriorityShift) | sequence);

    public static JobKey FromPlace(JobClass @class, long place) => new(((long)@class << ClassShift) | place);

    /// <summary>The first key of a class and queue, from the bits that rows are counted by.</summary>
    public static JobKey FromGroup(long group) => new(group << QueueShift);

    /// <summary>The first key that a class can have.</summary>
    public static JobKey FirstOf(JobClass @class) => Make(@class, 0, 0, 0);

    /// <summary>The last key that a class can have.</summary>
    public static JobKey LastOf(JobClass @class) => new(((long)@class << ClassShift) | PlaceMask);

    /// <summary>The first key of a queue within a class.</summary>
    public static JobKey FirstOf(JobClass @class, int queue) => Make(@class, queue, 0, 0);

    /// <summary>The last key of a queue within a class.</summary>
    public static JobKey LastOf(JobClass @class, int queue) => new(Make(@class, queue + 1, 0, 0).Value - 1);

    /// <summary>The last key of a priority within a queue and class.</summary>
    public static JobKey LastOf(JobClass @class, int queue, int priority) =>
        new(Make(@class, queue, priority + 1, 0).Value - 1);

    /// <summary>The same job in another class.</summary>
    public JobKey In(JobClass @class) => FromPlace(@class, Place);
}
