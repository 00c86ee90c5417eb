namespace Cabinet.Domain.Jobs;

/// <summary>The closed set of ways in which an attempt fails. The numbers are stored and never change their meaning.</summary>
public enum FailureKind
{
    /// <summary>It may well succeed next time: a time-out, a lost connection, an exception nobody classified.</summary>
    Transient = 0,

    /// <summary>An external system failed, after what its call path tried. Retried like a transient failure.</summary>
    Integration = 1,

    /// <summary>It can't succeed as it is: goes to the dead-letter queue at once.</summary>
    Permanent = 2,

    /// <summary>A security check refused: goes to the dead-letter queue at once.</summary>
    Security = 3,

    /// <summary>The node stopped or lost its lease: costs no attempt.</summary>
    Interrupted = 4,

    /// <summary>An unsafe call was started and its result is not known: goes to the dead-letter queue for a person.</summary>
    UnknownOutcome = 5,
}
