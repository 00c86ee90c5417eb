namespace Cabinet.Application.Security.Audit;

/// <summary>The actions that are audited. They are stored: a name never changes its meaning.</summary>
public static class AuditActions
{
    /// <summary>A key version was made by the first start of a store.</summary>
    public const string KeyCreated = "key.created";

    /// <summary>A rotation began: a pending version was published.</summary>
    public const string KeyPublished = "key.published";

    /// <summary>A version became the one that seals.</summary>
    public const string KeyActivated = "key.activated";

    /// <summary>A version was retired.</summary>
    public const string KeyRetired = "key.retired";

    /// <summary>A version was fenced: from then on no commit brings content under it. Its destruction began.</summary>
    public const string KeyFenced = "key.fenced";

    /// <summary>A version's destruction was given up, because something was found under it.</summary>
    public const string KeyUnfenced = "key.unfenced";

    /// <summary>A version was destroyed.</summary>
    public const string KeyDestroyed = "key.destroyed";

    /// <summary>The ring was wrapped under another root key.</summary>
    public const string RootKeyReplaced = "root-key.replaced";

    /// <summary>A data key was made.</summary>
    public const string DataKeyCreated = "data-key.created";

    /// <summary>A data key was shredded, and with it all that was sealed under it.</summary>
    public const string DataKeyShredded = "data-key.shredded";

    /// <summary>A job was moved from the dead-letter queue back to work.</summary>
    public const string DeadLetterRedriven = "dead-letter.redriven";

    /// <summary>A job was taken out of the dead-letter queue for good.</summary>
    public const string DeadLetterDiscarded = "dead-letter.discarded";

    /// <summary>A job was cancelled by an operator.</summary>
    public const string JobCancelled = "job.cancelled";

    /// <summary>A task was cancelled by an operator.</summary>
    public const string TaskCancelled = "task.cancelled";

    /// <summary>A bulk action was begun: on how many jobs, and which, is in its details.</summary>
    public const string BulkStarted = "bulk.started";

    /// <summary>A bulk action was stopped.</summary>
    public const string BulkCancelled = "bulk.cancelled";

    /// <summary>How long something is kept was said, or taken back.</summary>
    public const string RetentionSet = "retention.set";

    /// <summary>A batch of jobs was cancelled.</summary>
    public const string BatchCancelled = "batch.cancelled";

    /// <summary>A schedule was made by an operator.</summary>
    public const string ScheduleAdded = "schedule.added";

    /// <summary>A schedule was changed by an operator.</summary>
    public const string ScheduleChanged = "schedule.changed";

    /// <summary>A schedule was removed by an operator.</summary>
    public const string ScheduleRemoved = "schedule.removed";

    /// <summary>A schedule was paused.</summary>
    public const string SchedulePaused = "schedule.paused";

    /// <summary>A schedule goes on.</summary>
    public const string ScheduleResumed = "schedule.resumed";

    /// <summary>A job of a schedule was started at once by an operator.</summary>
    public const string ScheduleRunNow = "schedule.run-now";

    /// <summary>A queue was paused by an operator: no node claims jobs of it.</summary>
    public const string QueuePaused = "queue.paused";

    /// <summary>A paused queue was resumed by an operator.</summary>
    public const string QueueResumed = "queue.resumed";

    /// <summary>The limits of a queue were set by an operator.</summary>
    public const string QueueLimited = "queue.limited";

    /// <summary>A client of the HTTP boundary was registered.</summary>
    public const string ClientAdded = "client.added";

    /// <summary>A client of the HTTP boundary got another key.</summary>
    public const string ClientKeyAdded = "client.key-added";

    /// <summary>A key of a client was revoked.</summary>
    public const string ClientKeyRevoked = "client.key-revoked";

    /// <summary>A client was revoked, and all of its keys with it.</summary>
    public const string ClientRevoked = "client.revoked";

    /// <summary>A signed command was admitted, and its nonce consumed, by the commit that carries it.</summary>
    public const string CommandAccepted = "command.accepted";

    /// <summary>A security check refused a command.</summary>
    public const string CommandRefused = "command.refused";
}
