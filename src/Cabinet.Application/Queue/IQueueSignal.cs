using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>Wakes the workers of this process when a commit made jobs available, so that nothing waits for a poll.</summary>
public interface IQueueSignal
{
    /// <summary>Says that a queue may have available jobs. Cheap, never blocks, never throws; signals coalesce.</summary>
    void Notify(QueueName queue);
}
