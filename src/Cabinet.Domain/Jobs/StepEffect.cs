namespace Cabinet.Domain.Jobs;

/// <summary>What running a step twice would do. The numbers are stored and never change their meaning.</summary>
public enum StepEffect
{
    /// <summary>Nothing outside the job: it may run again freely until its result is committed.</summary>
    Pure = 0,

    /// <summary>The other side recognises the idempotency key: one in flight at a crash runs again with the same key.</summary>
    Keyed = 1,

    /// <summary>
    /// It takes effect each time: "started" is committed first, and started without a result ends in the dead-letter
    /// queue as unknown outcome.
    /// </summary>
    Unsafe = 2,
}
