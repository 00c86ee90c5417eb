using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Claimed jobs that wait for a slot. Partitions take turns here as they do in the store: a job of a partition that has
/// none here waits for at most one job of each other, however many of theirs were claimed before it.
/// </summary>
/// <remarks>Jobs of one partition, and those without any, keep their order. Not thread-safe: its owner locks.</remarks>
internal sealed class WaitingJobs
{
    // Jobs without a partition are a lane like any other; while there is no other, the turns cost nothing.
    private readonly Queue<ClaimedJob> plain = new();
    private readonly Dictionary<string, Queue<ClaimedJob>> partitions = new(StringComparer.Ordinal);
    private readonly Queue<Queue<ClaimedJob>> turns = new();
    private readonly Stack<Queue<ClaimedJob>> spare = new();

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Whether what came last has partitions, so that what is taken ahead is taken from others' turns.</summary>
    public bool HasPartitions { get; private set; }

    /// <summary>Adds the jobs of a claim.</summary>
    public void Add(IReadOnlyList<ClaimedJob> jobs)
    {
        HasPartitions = false;
        foreach (var job in jobs)
        {
            var lane = LaneOf(job);
            if (lane.Count == 0)
            {
                turns.Enqueue(lane);
            }

            lane.Enqueue(job);
        }

        Count += jobs.Count;
    }

    /// <summary>Takes the next job.</summary>
    public bool TryTake([NotNullWhen(true)] out ClaimedJob? job)
    {
        if (!turns.TryPeek(out var lane))
        {
            job = null;
            return false;
        }

        job = lane.Dequeue();
        Count--;
        if (turns.Count > 1 || lane.Count == 0)
        {
            turns.Dequeue();
            if (lane.Count > 0)
            {
                turns.Enqueue(lane);
            }
            else if (job.Partition is { } partition)
            {
                partitions.Remove(partition.Value);
                spare.Push(lane);
            }
        }

        return true;
    }

    /// <summary>Takes all.</summary>
    public ClaimedJob[] TakeAll()
    {
        var all = new List<ClaimedJob>(Count);
        while (TryTake(out var job))
        {
            all.Add(job);
        }

        return [.. all];
    }

    private Queue<ClaimedJob> LaneOf(ClaimedJob job)
    {
        if (job.Partition is not { } partition)
        {
            return plain;
        }

        HasPartitions = true;
        if (!partitions.TryGetValue(partition.Value, out var lane))
        {
            lane = spare.TryPop(out var used) ? used : new Queue<ClaimedJob>();
            partitions.Add(partition.Value, lane);
        }

        return lane;
    }
}
