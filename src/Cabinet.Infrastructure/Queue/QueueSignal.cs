using System.Collections.Concurrent;
using Cabinet.Application.Queue;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Wakes the claim loops of this process and announces to others. Queues that nobody here serves are only announced.
/// </summary>
/// <param name="broadcast">Reaches the other processes; null where the store has only this one.</param>
internal sealed class QueueSignal(IQueueBroadcast? broadcast = null) : IQueueSignal
{
    private readonly ConcurrentDictionary<QueueName, AsyncSignal> served = new();

    /// <inheritdoc />
    public void Notify(QueueName queue)
    {
        Wake(queue);
        broadcast?.Announce(queue);
    }

    /// <inheritdoc />
    public void NotifyAll()
    {
        WakeAll();
        broadcast?.AnnounceAll();
    }

    /// <summary>Wakes the claim loops of this process, and announces nothing.</summary>
    public void WakeAll()
    {
        foreach (var (_, signal) in served)
        {
            signal.Set();
        }
    }

    /// <summary>Lets announcements of other processes wake this one until the result is disposed.</summary>
    /// <returns>Null where there are no other processes.</returns>
    public IDisposable? Listen() => broadcast?.Listen(Wake, WakeAll);

    /// <summary>The signal of one queue, for the one loop that serves it.</summary>
    public AsyncSignal Of(QueueName queue) => served.GetOrAdd(queue, static _ => new AsyncSignal());

    // What was heard from others must not be announced again.
    private void Wake(QueueName queue)
    {
        if (served.TryGetValue(queue, out var signal))
        {
            signal.Set();
        }
    }
}
