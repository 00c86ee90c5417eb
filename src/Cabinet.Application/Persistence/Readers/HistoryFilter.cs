using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Which history records to list; null means all.</summary>
public sealed record HistoryFilter
{
    /// <summary>All records.</summary>
    public static HistoryFilter All { get; } = new();

    /// <summary>Only jobs of this task.</summary>
    public TaskId? Task { get; init; }
}
