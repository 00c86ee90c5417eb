using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads what is set for queues.</summary>
public interface IQueueReader
{
    /// <summary>The settings of a queue; nothing set is the same as never set.</summary>
    ValueTask<QueueSettings> FindAsync(QueueName queue, CancellationToken cancellationToken);

    /// <summary>The settings of every queue for which something is set, by name.</summary>
    ValueTask<IReadOnlyList<QueueSettings>> ListAsync(CancellationToken cancellationToken);
}
