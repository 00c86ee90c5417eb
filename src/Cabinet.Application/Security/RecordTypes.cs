namespace Cabinet.Application.Security;

/// <summary>The kinds of records that are sealed, as they stand in <see cref="ContentContext.RecordType"/>.</summary>
public static class RecordTypes
{
    /// <summary>A job's payload.</summary>
    public const string JobPayload = "job-payload";

    /// <summary>A task's state.</summary>
    public const string TaskState = "task-state";

    /// <summary>A step's result in a job's journal.</summary>
    public const string JournalStep = "journal-step";

    /// <summary>A dead letter's payload and reason.</summary>
    public const string DeadLetter = "dead-letter";

    /// <summary>What is kept of a finished job.</summary>
    public const string History = "history";

    /// <summary>A stored blob.</summary>
    public const string Blob = "blob";
}
