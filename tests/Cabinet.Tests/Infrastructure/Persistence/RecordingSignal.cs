using Cabinet.Application.Queue;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Infrastructure.Persistence;

/// <summary>A signal that remembers which queues it was called for.</summary>
internal sealed class RecordingSignal : IQueueSignal
{
    public List<QueueName> Queues { get; } = [];

    public int Alls { get; private set; }

    public void Notify(QueueName queue) => Queues.Add(queue);

    public void NotifyAll() => Alls++;
}
