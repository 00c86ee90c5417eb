using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>What one operation of a write set did.</summary>
internal readonly record struct OperationOutcome
{
    /// <summary>It took effect, and there is nothing more to say.</summary>
    public static OperationOutcome Done => default;

    /// <summary>The precondition that failed; null when it took effect.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>What stood in the way, or the job that stays instead of the new one.</summary>
    public Guid? Existing { get; private init; }

    /// <summary>Done, and callbacks of a batch became available with it.</summary>
    public static OperationOutcome Releasing => new() { ReleasedCallbacks = true };

    /// <summary>Whether callbacks of a batch became available.</summary>
    public bool ReleasedCallbacks { get; private init; }

    /// <summary>How many rows a bulk operation touched.</summary>
    public long Affected { get; private init; }

    public static OperationOutcome Refused(Refusal refusal, Guid? existing = null) =>
        new() { Refusal = refusal, Existing = existing };

    public static OperationOutcome Kept(Guid existing) => new() { Existing = existing };

    public static OperationOutcome Touched(long affected) => new() { Affected = affected };

    public static implicit operator OperationOutcome(Refusal refusal) => Refused(refusal);
}
