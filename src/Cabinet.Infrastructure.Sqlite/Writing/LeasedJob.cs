using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>A running job as the writer knows it without looking at its row.</summary>
internal sealed class LeasedJob(
    JobId id, JobKey key, int type, string? partition, long epoch, OpenLease lease, bool mayHaveTraces)
{
    public JobId Id { get; } = id;

    public JobKey Key { get; } = key;

    /// <summary>The number of its type.</summary>
    public int Type { get; } = type;

    /// <summary>The partition that it runs in, if it has one.</summary>
    public string? Partition { get; } = partition;

    /// <summary>The fencing token of its claim.</summary>
    public long Epoch { get; } = epoch;

    public OpenLease Lease { get; } = lease;

    /// <summary>Whether steps, errors, tags or a note may hang on its place; false means none for certain.</summary>
    public bool MayHaveTraces { get; set; } = mayHaveTraces;

    /// <summary>Whether the current write set ended its claim; undone when the set is refused.</summary>
    public bool IsReleased { get; set; }
}
