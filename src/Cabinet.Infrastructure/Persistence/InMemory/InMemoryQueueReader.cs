using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Reads what is set for queues.</summary>
internal sealed class InMemoryQueueReader(InMemoryDatabase database) : IQueueReader
{
    /// <inheritdoc />
    public ValueTask<QueueSettings> FindAsync(QueueName queue, CancellationToken cancellationToken) =>
        database.RunAsync(state => QueueOperations.Find(state, queue), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<QueueSettings>> ListAsync(CancellationToken cancellationToken) =>
        database.RunAsync(QueueOperations.List, cancellationToken);

    /// <inheritdoc />
    /// <remarks>Everything is in memory, and counted.</remarks>
    public ValueTask<IReadOnlyList<QueueStatus>> ListStatusAsync(
        DateTimeOffset now, CancellationToken cancellationToken) =>
        database.RunAsync(state => QueueStatuses.Read(state, now), cancellationToken);
}
