using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>What is used of a queue's limits.</summary>
internal sealed class QueueUse(StoreState state, QueueName name, QueueIndex queue) : IQueueUse
{
    /// <inheritdoc />
    public int Running => queue.Running;

    /// <inheritdoc />
    public int RunningOf(string partition) => queue.RunningOf(partition);

    /// <inheritdoc />
    public bool IsHeld(string partition) => queue.IsHeld(partition);

    /// <inheritdoc />
    public long? RateUntil(string partition) => state.Rates.Find((name.Value, partition))?.Until;
}
