using Cabinet.Domain.Batches;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Which batches to list; null means all.</summary>
public sealed record BatchFilter
{
    /// <summary>All batches.</summary>
    public static BatchFilter All { get; } = new();

    /// <summary>Only this status.</summary>
    public BatchStatus? Status { get; init; }

    /// <summary>Only this name.</summary>
    public string? Name { get; init; }
}
