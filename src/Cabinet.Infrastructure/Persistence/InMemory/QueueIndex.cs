using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The jobs of one queue by what they wait for. An id sorts by age (RFC 9562, version 7).</summary>
internal sealed class QueueIndex
{
    private readonly Dictionary<Lane, SortedSet<(int Priority, JobId Id)>> available = [];
    private readonly SortedSet<Lane> lanes = new(Lane.Order);
    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> runningTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> held = new(StringComparer.Ordinal);

    /// <summary>What may be claimed alone only, the next one first.</summary>
    public SortedSet<(int Priority, JobId Id)> Suspects { get; } = [];

    /// <summary>What waits for its time, the earliest first.</summary>
    public SortedSet<(DateTimeOffset DueAt, JobId Id)> Scheduled { get; } = [];

    /// <summary>How many jobs are running.</summary>
    public int Running { get; private set; }

    /// <summary>How many jobs of a partition are running.</summary>
    public int RunningOf(string partition) => running.GetValueOrDefault(partition);

    /// <summary>How many jobs of a type are running.</summary>
    public int RunningOf(JobType type) => runningTypes.GetValueOrDefault(type.Value);

    /// <summary>Whether a job of a partition has begun and waits for its next attempt.</summary>
    public bool IsHeld(string partition) => held.ContainsKey(partition);

    /// <summary>What may be claimed next of a lane; null when nothing waits in it.</summary>
    public JobId? FirstOf(Lane lane) => available.TryGetValue(lane, out var jobs) ? jobs.Min.Id : null;

    /// <summary>The first lane behind another that has something to be claimed.</summary>
    public Lane? FindAfter(Lane? lane) =>
        FindFrom(lane is { } behind ? behind with { Partition = behind.Partition + '\0' } : Lane.Plain);

    /// <summary>The first lane of a higher kind that has something to be claimed.</summary>
    public Lane? FindBehindKind(int kind) => FindFrom(new Lane("", kind + 1));

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

    /// <summary>One job more or less of a partition and type is running.</summary>
    public void CountRunning(string partition, JobType type, int change)
    {
        Running += change;
        Count(running, partition, change);
        Count(runningTypes, type.Value, change);
    }

    /// <summary>One job more or less of a partition has begun and waits for its next attempt.</summary>
    public void CountHeld(string partition, int change) => Count(held, partition, change);

    private Lane? FindFrom(Lane from) => lanes.Count == 0 || Lane.Order.Compare(lanes.Max, from) < 0
        ? null
        : lanes.GetViewBetween(from, lanes.Max).Min;

    private static void Count(Dictionary<string, int> counts, string partition, int change)
    {
        if (partition.Length > 0 && (counts[partition] = counts.GetValueOrDefault(partition) + change) == 0)
        {
            counts.Remove(partition);
        }
    }
}
