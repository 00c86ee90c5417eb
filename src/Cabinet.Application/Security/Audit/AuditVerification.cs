namespace Cabinet.Application.Security.Audit;

/// <summary>What verifying a log gave.</summary>
public sealed record AuditVerification
{
    /// <summary>How many entries were read and hashed.</summary>
    public required long Entries { get; init; }

    /// <summary>How many events wait for their place; no checkpoint says anything about them. 0 for an export.</summary>
    public required long Waiting { get; init; }

    /// <summary>The root over all entries: 64 hexadecimal digits.</summary>
    public required string Root { get; init; }

    /// <summary>The newest checkpoint that the log brought with it, as text; null when there is none.</summary>
    public required string? Checkpoint { get; init; }

    /// <summary>How many of the log's own checkpoints were compared with it.</summary>
    public required int OwnCheckpoints { get; init; }

    /// <summary>
    /// How many entries are covered by what was trusted: by a checkpoint that was kept elsewhere, or by one that a trusted
    /// key signed. What comes after could have been made by anybody.
    /// </summary>
    public required long Covered { get; init; }

    /// <summary>What is wrong, at most <see cref="MaximumFindings"/>; empty when the log is as it was.</summary>
    public required IReadOnlyList<AuditFinding> Findings { get; init; }

    /// <summary>How many more there are.</summary>
    public required int MoreFindings { get; init; }

    /// <summary>The most findings that are listed.</summary>
    public const int MaximumFindings = 100;

    /// <summary>Whether nothing is wrong. What that is worth is said by <see cref="Covered"/>.</summary>
    public bool IsIntact => Findings.Count == 0;
}
