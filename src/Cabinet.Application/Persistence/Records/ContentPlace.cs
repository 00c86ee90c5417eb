namespace Cabinet.Application.Persistence.Records;

/// <summary>The closed set of places in a store where sealed content lies.</summary>
public enum ContentPlace
{
    /// <summary>A live job's payload.</summary>
    JobPayload = 1,

    /// <summary>A step's result in the journal of a live or dead-lettered job.</summary>
    JournalStep = 2,

    /// <summary>The message of a failed attempt of a live or dead-lettered job.</summary>
    JobError = 3,

    /// <summary>A dead-lettered job's payload.</summary>
    DeadLetterPayload = 4,

    /// <summary>An ended job's payload in the history.</summary>
    HistoryPayload = 5,

    /// <summary>An ended job's result in the history.</summary>
    HistoryResult = 6,

    /// <summary>A task's state.</summary>
    TaskState = 7,

    /// <summary>A task's label.</summary>
    TaskLabel = 8,

    /// <summary>A wrapped data key.</summary>
    DataKey = 9,

    /// <summary>What a schedule gives to each of its jobs.</summary>
    SchedulePayload = 10,
}
