namespace Cabinet.Domain.Batches;

/// <summary>How far a batch is.</summary>
public sealed record BatchProgress
{
    /// <summary>Its members.</summary>
    public BatchCounts Counts { get; init; }

    /// <summary>When it was closed (UTC); null while it takes jobs from anybody.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When it was cancelled (UTC), if it was.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>When its first member was dead-lettered (UTC), if one ever was; a redrive doesn't undo it.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>When it was closed and its last member had ended (UTC). Nothing of it changes any more.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public BatchStatus Status => this switch
    {
        { EndedAt: not null } => Counts.Succeeded == Counts.Total ? BatchStatus.Succeeded : BatchStatus.Ended,
        { Counts.Dead: > 0 } => BatchStatus.Failed,
        { ClosedAt: null } => BatchStatus.Open,
        _ => BatchStatus.Running,
    };

    /// <summary>Whether it takes new members.</summary>
    /// <param name="fromMember">Whether a running member of it adds them.</param>
    public bool Takes(bool fromMember) => fromMember ? EndedAt is null && CancelledAt is null : ClosedAt is null;
}
