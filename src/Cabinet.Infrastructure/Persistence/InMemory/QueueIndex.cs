using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The jobs of one queue by what they wait for. An id sorts by age (RFC 9562, version 7).</summary>
internal sealed class QueueIndex
{
    private static readonly Lane First = Lane.Plain with { Kind = int.MinValue };

    private readonly Dictionary<Lane, SortedSet<(int Priority, JobId Id)>> available = [];
    private readonly SortedSet<Lane> lanes = new(Lane.Order);
    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> held = new(StringComparer.Ordinal);

    /// <summary>What may be claimed alone only, the next one first.</summary>
    public SortedSet<(int Priority, JobId Id)> Suspects { get; } = [];

    /// <summary>What waits for its time, the earliest first.</summary>
    public SortedSet<(DateTimeOffset DueAt, JobId Id)> Scheduled { get; } = [];

    /// <summary>How many jobs are running.</summary>
    public int Running { get; private set; }

    /// <summary>How many jobs of a partition are running.</summary>
    public int RunningOf(string partition) => running.GetValueOrDefault(partition);

    /// <summary>Whether a job of a partition has begun and waits for its next attempt.</summary>
    public bool IsHeld(string partition) => held.ContainsKey(partition);

    /// <summary>What may be claimed of a lane, the next one first; a copy of so many.</summary>
    public List<JobId> Available(Lane lane, int count) =>
        available.TryGetValue(lane, out var jobs) ? [.. jobs.Take(count).Select(job => job.Id)] : [];

    /// <summary>The first lane behind another that has something to be claimed.</summary>
    public Lane? FindAfter(Lane? lane)
    {
        var from = lane is { } behind ? behind with { Kind = behind.Kind + 1 } : First;
        return lanes.Count == 0 || Lane.Order.Compare(lanes.Max, from) < 0
            ? null
            : lanes.GetViewBetween(from, lanes.Max).Min;
    }

    /// <summary>A job may be claimed from now on.</summary>
    public bool AddAvailable(Lane lane, (int Priority, JobId Id) job)
    {
        if (!available.TryGetValue(lane, out var jobs))
        {
            available.Add(lane, jobs = []);
            lanes.Add(lane);
        }

        return jobs.Add(job);
    }

    /// <summary>A job can't be claimed any more.</summary>
    public bool RemoveAvailable(Lane lane, (int Priority, JobId Id) job)
    {
        var jobs = available[lane];
        var removed = jobs.Remove(job);
        if (jobs.Count == 0)
        {
            available.Remove(lane);
            lanes.Remove(lane);
        }

        return removed;
    }

    /// <summary>One job more or less of a partition is running.</summary>
    public void CountRunning(string partition, int change)
    {
        Running += change;
        Count(running, partition, change);
    }

    /// <summary>One job more or less of a partition has begun and waits for its next attempt.</summary>
    public void CountHeld(string partition, int change) => Count(held, partition, change);

    private static void Count(Dictionary<string, int> counts, string partition, int change)
    {
        if (partition.Length > 0 && (counts[partition] = counts.GetValueOrDefault(partition) + change) == 0)
        {
            counts.Remove(partition);
        }
    }
}
