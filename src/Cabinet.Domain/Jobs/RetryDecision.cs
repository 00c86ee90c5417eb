namespace Cabinet.Domain.Jobs;

/// <summary>What happens to a job whose attempt failed: it runs again, goes back uncounted, or is dead-lettered.</summary>
public abstract record RetryDecision
{
    private RetryDecision()
    {
    }

    /// <summary>The job becomes available again and the attempt isn't counted.</summary>
    public static RetryDecision GiveBack { get; } = new Return();

    /// <summary>The job runs again after a delay.</summary>
    public static RetryDecision RetryAfter(TimeSpan delay) => new Retry(delay);

    /// <summary>The job goes to the dead-letter queue.</summary>
    public static RetryDecision DeadLetter(DeadLetterReason reason) => new SetAside(reason);

    /// <summary>The job becomes available again and the attempt isn't counted.</summary>
    public sealed record Return : RetryDecision;

    /// <summary>The job runs again after a delay.</summary>
    /// <param name="Delay">Above zero.</param>
    public sealed record Retry(TimeSpan Delay) : RetryDecision;

    /// <summary>The job goes to the dead-letter queue.</summary>
    /// <param name="Reason">Why it isn't tried again.</param>
    public sealed record SetAside(DeadLetterReason Reason) : RetryDecision;
}
