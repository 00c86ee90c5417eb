using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The lanes of a queue during one claim, under the queue's limits.</summary>
internal sealed class QueueLanes(QueueIndex queue, QueueLimits limits, Action<JobId> take) : ILanes
{
    /// <inheritdoc />
    public bool IsFull => limits.MaximumRunning is { } most && queue.Running >= most;

    /// <inheritdoc />
    public Lane? FindAfter(Lane? lane) => queue.FindAfter(lane);

    /// <inheritdoc />
    public bool IsBlocked(Lane lane) => Free(lane.Partition) <= 0;

    /// <inheritdoc />
    public int Take(Lane lane, int count)
    {
        var jobs = queue.Available(lane, Math.Min(count, Free(lane.Partition)));
        jobs.ForEach(take);
        return jobs.Count;
    }

    /// <summary>How many more jobs of a partition may run.</summary>
    public int Free(string partition)
    {
        var free = limits.MaximumRunning is { } most ? most - queue.Running : int.MaxValue;
        return partition.Length > 0 && limits.MaximumRunningPerPartition is { } each
            ? Math.Min(free, each - queue.RunningOf(partition))
            : free;
    }
}
