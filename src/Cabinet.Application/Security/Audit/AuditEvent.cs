namespace Cabinet.Application.Security.Audit;

/// <summary>
/// One security decision or operator's action, as it goes into the audit log: in the commit of what it describes, so that
/// neither is there without the other.
/// </summary>
/// <remarks>
/// It names things and never holds them: ids, names, counts, reasons. What could be a secret or personal is redacted
/// before the record is written, because what is written can't be taken back.
/// </remarks>
public sealed record AuditEvent
{
    /// <summary>The most details.</summary>
    public const int MaximumDetails = 16;

    /// <summary>The longest reason, in characters.</summary>
    public const int MaximumReason = 1_000;

    /// <summary>The longest of the other texts, in characters.</summary>
    public const int MaximumText = 200;

    /// <summary>Its id, a UUID of version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>When, by the clock of the node that decided (UTC, to the millisecond).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done or decided: one of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>On whose behalf.</summary>
    public required string Actor { get; init; }

    /// <summary>What it was done to: the id or name of a key, job, task, nonce's owner. May be empty.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Whether it took effect.</summary>
    public AuditOutcome Outcome { get; init; } = AuditOutcome.Done;

    /// <summary>Why, in the actor's words; null when nobody was asked.</summary>
    public string? Reason { get; init; }

    /// <summary>The reference id that whoever was refused was told; null when nobody was.</summary>
    public string? Reference { get; init; }

    /// <summary>More, by name, in any order; a name comes once.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
