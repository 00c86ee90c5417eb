using System.Collections.Concurrent;
using Cabinet.Application.Queue;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Wakes the claim loops of this process. Queues that nobody here serves are ignored.</summary>
internal sealed class QueueSignal : IQueueSignal
{
    private readonly ConcurrentDictionary<QueueName, AsyncSignal> served = new();

    /// <inheritdoc />
    public void Notify(QueueName queue)
    {
        if (served.TryGetValue(queue, out var signal))
        {
            signal.Set();
        }
    }

    /// <summary>Wakes all of them.</summary>
    public void NotifyAll()
    {
        foreach (var (_, signal) in served)
        {
            signal.Set();
        }
    }

    /// <summary>The signal of one queue, for the one loop that serves it.</summary>
    public AsyncSignal Of(QueueName queue) => served.GetOrAdd(queue, static _ => new AsyncSignal());
}
