using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>
/// Wakes workers when a commit made jobs available, so that nothing waits for a poll: those of this process at once, and
/// those of other processes where the store has an <see cref="IQueueBroadcast"/>.
/// </summary>
public interface IQueueSignal
{
    /// <summary>Says that a queue may have available jobs. Cheap, never blocks, never throws; signals coalesce.</summary>
    void Notify(QueueName queue);

    /// <summary>Says that any queue may have available jobs. Cheap, never blocks, never throws; signals coalesce.</summary>
    void NotifyAll();
}
