using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>A batch of jobs as it is stored. All of it is plaintext; its callbacks are jobs, sealed like any other.</summary>
public sealed record BatchRecord
{
    /// <summary>Its id.</summary>
    public required BatchId Id { get; init; }

    /// <summary>What kind of batch it is, for people: 1 to 100 characters as <see cref="NameRules"/> says; null is none.</summary>
    public string? Name { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How far it is.</summary>
    public required BatchProgress Progress { get; init; }

    /// <inheritdoc cref="BatchProgress.Status" />
    public BatchStatus Status => Progress.Status;
}
