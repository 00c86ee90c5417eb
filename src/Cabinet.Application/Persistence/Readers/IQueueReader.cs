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

    /// <summary>
    /// How each queue stands that has jobs, dead letters or something that ended within the last hour, by name.
    /// </summary>
    /// <param name="now">The end of the windows that rates are computed for (UTC).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>Bounded work, whatever the number of jobs: <see cref="QueueStatus"/> says what is exact.</remarks>
    ValueTask<IReadOnlyList<QueueStatus>> ListStatusAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
