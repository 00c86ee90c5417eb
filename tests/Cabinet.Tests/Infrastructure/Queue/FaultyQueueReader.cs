using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>Reads how queues stand, unless the store has trouble.</summary>
internal sealed class FaultyQueueReader(IQueueReader inner, Action fault) : IQueueReader
{
    public ValueTask<QueueSettings> FindAsync(QueueName queue, CancellationToken cancellationToken) =>
        inner.FindAsync(queue, cancellationToken);

    public ValueTask<IReadOnlyList<QueueSettings>> ListAsync(CancellationToken cancellationToken) =>
        inner.ListAsync(cancellationToken);

    public ValueTask<IReadOnlyList<QueueStatus>> ListStatusAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        fault();
        return inner.ListStatusAsync(now, cancellationToken);
    }
}
