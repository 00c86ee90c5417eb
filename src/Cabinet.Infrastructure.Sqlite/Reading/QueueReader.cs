using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads what is set for queues.</summary>
internal sealed class QueueReader(ReaderSource source) : IQueueReader
{
    private const string ListSql =
        $"""
        SELECT queue.name, paused, {QueueSettingsBook.LimitColumns}
        FROM queue_setting JOIN queue ON queue.id = queue_setting.queue ORDER BY queue.name
        """;

    public async ValueTask<QueueSettings> FindAsync(QueueName queue, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(settings => settings.Queue == queue)
        ?? new QueueSettings(queue, IsPaused: false, QueueLimits.None);

    public ValueTask<IReadOnlyList<QueueSettings>> ListAsync(CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<QueueSettings>>(
            session =>
            {
                var queues = new List<QueueSettings>();
                var row = session.Statement(ListSql);
                while (row.Step())
                {
                    queues.Add(new QueueSettings(
                        new QueueName(row.Text(0)), row.Int32(1) != 0, QueueSettingsBook.ReadLimits(row, 2)));
                }

                return queues;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<QueueStatus>> ListStatusAsync(
        DateTimeOffset now, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync(session => QueueStatuses.Read(session, now), cancellationToken);
}
