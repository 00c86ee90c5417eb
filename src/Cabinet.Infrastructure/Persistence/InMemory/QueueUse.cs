using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>What is used of a queue's limits.</summary>
internal sealed class QueueUse(StoreState state, QueueName name, QueueIndex queue, QueueTypes types) : IQueueUse
{
    /// <inheritdoc />
    public int Running => queue.Running;

    /// <inheritdoc />
    public int RunningOf(string partition) => queue.RunningOf(partition);

    /// <inheritdoc />
    public int RunningOfType(int kind) => queue.RunningOf(types.TypeOf(kind));

    /// <inheritdoc />
    public bool IsHeld(string partition) => queue.IsHeld(partition);

    /// <inheritdoc />
    public long? RateUntil(Lane lane) =>
        lane.Kind == 0 ? state.Rates.Find((name.Value, lane.Partition))?.Until : types.UntilOf(lane.Kind);

    /// <summary>Keeps until when rates are used up.</summary>
    public void Keep(IReadOnlyDictionary<Lane, long> rates)
    {
        foreach (var (lane, until) in rates)
        {
            if (lane.Kind == 0)
            {
                state.Rates.Put((name.Value, lane.Partition), new RateRow(until));
            }
            else
            {
                types.Keep(lane.Kind, until);
            }
        }
    }
}
