using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads what is set for queues.</summary>
internal sealed class QueueReader(ReaderSource source) : IQueueReader
{
    private const string ListSql =
        """
        SELECT q.text, s.paused, s.running, s.partition_running
        FROM cabinet.queue_setting s JOIN cabinet.name q ON q.id = s.queue ORDER BY q.text COLLATE "C"
        """;

    public async ValueTask<QueueSettings> FindAsync(QueueName queue, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(settings => settings.Queue == queue)
        ?? new QueueSettings(queue, IsPaused: false, QueueLimits.None);

    public async ValueTask<IReadOnlyList<QueueSettings>> ListAsync(CancellationToken cancellationToken) =>
        await source.ListAsync(ListSql, null, Read, cancellationToken);

    private static QueueSettings Read(NpgsqlDataReader row) => new(
        new QueueName(row.GetString(0)),
        row.GetBoolean(1),
        new QueueLimits
        {
            MaximumRunning = row.IsDBNull(2) ? null : row.GetInt32(2),
            MaximumRunningPerPartition = row.IsDBNull(3) ? null : row.GetInt32(3),
        });
}
