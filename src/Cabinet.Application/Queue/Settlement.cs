using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Queue;

/// <summary>What was committed for a job's outcome: a closed set.</summary>
public abstract record Settlement
{
    private Settlement()
    {
    }

    /// <summary>Ended, and its next jobs are enqueued.</summary>
    public static Settlement Completed { get; } = new Ended(JobEnd.Completed);

    /// <summary>Ended as cancelled.</summary>
    public static Settlement Cancelled { get; } = new Ended(JobEnd.Cancelled);

    /// <summary>Back in its queue; costs no attempt.</summary>
    public static Settlement Returned { get; } = new GivenBack();

    /// <summary>Nothing was committed: the epoch is stale, and whoever holds the job now settles it.</summary>
    public static Settlement Lost { get; } = new NotOurs();

    /// <summary>It ended.</summary>
    /// <param name="End">How.</param>
    public sealed record Ended(JobEnd End) : Settlement;

    /// <summary>It will be tried again.</summary>
    /// <param name="DueAt">Not before (UTC).</param>
    /// <param name="Kind">How the attempt failed.</param>
    public sealed record Retried(DateTimeOffset DueAt, FailureKind Kind) : Settlement
    {
        /// <summary>Whether the type's retry budget was spent, so that it comes later than its policy proposed.</summary>
        public bool IsPutOff { get; init; }
    }

    /// <summary>It is in the dead-letter queue.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Kind">How the last attempt failed.</param>
    public sealed record DeadLettered(DeadLetterReason Reason, FailureKind Kind) : Settlement;

    /// <summary>It is back in its queue.</summary>
    public sealed record GivenBack : Settlement;

    /// <summary>Nothing was committed.</summary>
    public sealed record NotOurs : Settlement;
}
