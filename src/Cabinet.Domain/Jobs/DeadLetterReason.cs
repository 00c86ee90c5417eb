namespace Cabinet.Domain.Jobs;

/// <summary>Why a job is in the dead-letter queue. The numbers are stored and never change their meaning.</summary>
public enum DeadLetterReason
{
    /// <summary>Its last allowed attempt failed.</summary>
    AttemptsExhausted = 0,

    /// <summary>It failed in a way that no retry can mend.</summary>
    Permanent = 1,

    /// <summary>A security check refused it.</summary>
    Security = 2,

    /// <summary>An unsafe call was started and its result is not known; a person or a policy decides.</summary>
    UnknownOutcome = 3,

    /// <summary>Three nodes died while it ran alone on them.</summary>
    Poison = 4,

    /// <summary>Its stored row can't be read under a proven key: it was altered or moved.</summary>
    Unreadable = 5,
}
