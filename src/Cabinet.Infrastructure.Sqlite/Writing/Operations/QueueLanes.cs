using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>The lanes of a queue during one claim: what has no partition, and what waits at the gate.</summary>
internal sealed class QueueLanes(ClaimBatch batch, ClaimBatches batches, GateReader gate, int queue) : ILanes
{
    public bool IsFull => batch.IsFull;

    // Jobs without a partition come first; whether there are any is seen when it is their turn.
    public Lane? FindAfter(Lane? lane) => lane is null ? Lane.Plain : gate.FindAfter(queue, lane);

    public bool IsBlocked(Lane lane) => batch.Free(lane.Partition) <= 0;

    public int Take(Lane lane, int count)
    {
        if (lane == Lane.Plain)
        {
            return batches.TakeReady(batch, queue, count);
        }

        var before = batch.Jobs.Count;
        long? last = null;
        foreach (var place in gate.Read(queue, lane, Math.Min(count, batch.Free(lane.Partition))))
        {
            if (batch.IsFull)
            {
                break;
            }

            batches.TakeGated(batch, place);
            last = place;
        }

        if (last is { } taken)
        {
            gate.Take(queue, lane, taken);
        }

        return batch.Jobs.Count - before;
    }
}
