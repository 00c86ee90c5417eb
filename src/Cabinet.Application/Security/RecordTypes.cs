namespace Cabinet.Application.Security;

/// <summary>The kinds of records that are sealed, as they stand in <see cref="ContentContext.RecordType"/>.</summary>
public static class RecordTypes
{
    /// <summary>A job's payload.</summary>
    public const string JobPayload = "job-payload";

    /// <summary>A task's state.</summary>
    public const string TaskState = "task-state";

    /// <summary>What a task is about, for people.</summary>
    public const string TaskLabel = "task-label";

    /// <summary>A step's result in a job's journal.</summary>
    public const string JournalStep = "journal-step";

    /// <summary>The message of one failed attempt of a job.</summary>
    public const string JobError = "job-error";

    /// <summary>A finished job's result.</summary>
    public const string JobResult = "job-result";

    /// <summary>The wrapped key of one subject's long-lived records.</summary>
    public const string DataKey = "data-key";

    /// <summary>What a schedule gives to each of its jobs.</summary>
    public const string SchedulePayload = "schedule-payload";

    /// <summary>A stored blob.</summary>
    public const string Blob = "blob";

    /// <summary>A job's payload that lies in the storage.</summary>
    public const string StoredPayload = "stored-payload";

    /// <summary>An entry of a publication feed.</summary>
    public const string Publication = "publication";
}
