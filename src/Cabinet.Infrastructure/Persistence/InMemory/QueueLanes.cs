using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The lanes of a queue during one claim, under the queue's limits.</summary>
internal sealed class QueueLanes(QueueIndex queue, ClaimAllowance allowance, Action<JobId> take) : ILanes
{
    /// <inheritdoc />
    public bool IsFull => allowance.Free <= 0;

    /// <inheritdoc />
    public Lane? FindAfter(Lane? lane) => queue.FindAfter(lane);

    /// <inheritdoc />
    public bool IsBlocked(Lane lane) => allowance.FreeOf(lane.Partition) <= 0;

    /// <inheritdoc />
    public int Take(Lane lane, int count)
    {
        var jobs = queue.Available(lane, Math.Min(count, allowance.FreeOf(lane.Partition)));
        jobs.ForEach(take);
        return jobs.Count;
    }
}
