namespace Cabinet.Application.Persistence.Records;

/// <summary>An action on all jobs that match, worked off in the background; how far it is stands in the store.</summary>
public sealed record BulkRecord
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Grows with every change; 0 is a new one that isn't stored yet.</summary>
    public long Revision { get; init; }

    /// <summary>What it does.</summary>
    public required BulkKind Kind { get; init; }

    /// <summary>To which jobs; never to what came after it was made.</summary>
    public required BulkFilter Filter { get; init; }

    /// <summary>How many matched when it was made.</summary>
    public required long Matched { get; init; }

    /// <summary>Whether <see cref="Matched"/> is all of them; otherwise there were at least so many.</summary>
    public required bool IsMatchedExact { get; init; }

    /// <summary>It does no more than so many.</summary>
    public required int Limit { get; init; }

    /// <summary>No more than so many a second; null is as fast as it goes.</summary>
    public int? PerSecond { get; init; }

    /// <summary>On how many jobs it took effect.</summary>
    public long Done { get; init; }

    /// <summary>How many refused, and stay as they were.</summary>
    public long Refused { get; init; }

    /// <summary>The last job that was looked at.</summary>
    public Guid? After { get; init; }

    /// <summary>On whose behalf.</summary>
    public required string Actor { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended (UTC), or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether somebody stopped it.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>How far it is.</summary>
    public BulkStatus Status => (EndedAt, IsCancelled) switch
    {
        (null, _) => BulkStatus.Running,
        (_, true) => BulkStatus.Cancelled,
        _ => BulkStatus.Completed,
    };
}
