using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The lanes of a queue during one claim: what has no partition, and what waits at the gate.</summary>
internal sealed class QueueLanes(ClaimBatch batch, ClaimBatches batches, GateReader gate, int queue) : ILanes
{
    public bool IsFull => batch.IsFull;

    // Jobs without a partition come first; whether there are any is seen when it is their turn.
    public Lane? FindAfter(Lane? lane) => lane is null ? Lane.Plain : gate.FindAfter(queue, lane);

    public Lane? FindBehindKind(int kind) => gate.FindBehindKind(queue, kind);

    public bool IsKindBlocked(int kind) => batch.Allowance.FreeOfType(kind) <= 0;

    public bool IsBlocked(Lane lane) => batch.Allowance.FreeOf(lane) <= 0;

    public int Take(Lane lane, int count)
    {
        if (lane == Lane.Plain)
        {
            return batches.TakeReady(batch, queue, count);
        }

        var (before, isOver) = (batch.Jobs.Count, false);
        while (!isOver && !batch.IsFull && Math.Min(Left(), batch.Allowance.FreeOf(lane)) is > 0 and var most)
        {
            // One more than it may take, to see whether it is the last of the lane.
            var places = gate.Read(queue, lane, most + 1);
            var passed = TakeEach(lane, places, most);
            var isHeldUp = passed.Count < Math.Min(places.Count, most);
            gate.Take(queue, lane, passed, places.Count <= most && !isHeldUp);
            isOver = isHeldUp || places.Count <= most;
        }

        return batch.Jobs.Count - before;

        int Left() => before + count - batch.Jobs.Count;
    }

    // What was given away, or stepped aside, is passed over for good, also a place whose job isn't there.
    private List<long> TakeEach(Lane lane, List<long> places, int most)
    {
        var passed = new List<long>();
        foreach (var place in places.Take(most))
        {
            if (batch.IsFull || !batches.TryTakeGated(batch, lane, place))
            {
                break;
            }

            passed.Add(place);
        }

        return passed;
    }
}
