using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The lanes of a queue during one claim, under the queue's limits.</summary>
internal sealed class QueueLanes(
    StoreState state, QueueIndex queue, QueueTypes types, ClaimAllowance allowance, Action<JobId> take) : ILanes
{
    /// <inheritdoc />
    public bool IsFull => allowance.Free <= 0 || allowance.HasSteppedAside;

    /// <inheritdoc />
    public Lane? FindAfter(Lane? lane) => queue.FindAfter(lane);

    /// <inheritdoc />
    public Lane? FindBehindKind(int kind) => queue.FindBehindKind(kind);

    /// <inheritdoc />
    public bool IsKindBlocked(int kind) => allowance.FreeOfType(kind) <= 0;

    /// <inheritdoc />
    public bool IsBlocked(Lane lane) => allowance.FreeOf(lane) <= 0;

    /// <inheritdoc />
    public int Take(Lane lane, int count)
    {
        var taken = 0;
        while (taken < count && !IsFull && queue.FirstOf(lane) is { } id)
        {
            var row = state.Jobs.Find(id)!;
            var kind = types.KindOf(row.Job.Type);
            switch (allowance.Decide(lane, kind))
            {
                case LaneStep.Begins:
                    take(id);
                    taken++;
                    break;
                case LaneStep.StepsAside:
                    state.Jobs.Put(id, row with { Kind = kind });
                    break;
                default:
                    return taken;
            }
        }

        return taken;
    }
}
