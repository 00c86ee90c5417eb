using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The jobs of one queue by what they wait for. An id sorts by age (RFC 9562, version 7).</summary>
internal sealed class QueueIndex
{
    /// <summary>What may be claimed, the next one first.</summary>
    public SortedSet<(int Priority, JobId Id)> Available { get; } = [];

    /// <summary>What may be claimed alone only, the next one first.</summary>
    public SortedSet<(int Priority, JobId Id)> Suspects { get; } = [];

    /// <summary>What waits for its time, the earliest first.</summary>
    public SortedSet<(DateTimeOffset DueAt, JobId Id)> Scheduled { get; } = [];
}
