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
        FROM queue_setting JOIN queue ON queue.id = queue_setting.queue
        """;

    private const string TypesSql =
        $"""
        SELECT queue.name, name.text, {QueueSettingsBook.TypeColumns}
        FROM type_limit JOIN queue ON queue.id = type_limit.queue JOIN name ON name.id = type_limit.type
        WHERE {QueueSettingsBook.IsTypeLimited} ORDER BY name.text
        """;

    public async ValueTask<QueueSettings> FindAsync(QueueName queue, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(settings => settings.Queue == queue)
        ?? new QueueSettings(queue, IsPaused: false, QueueLimits.None);

    public ValueTask<IReadOnlyList<QueueSettings>> ListAsync(CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<QueueSettings>>(
            session =>
            {
                var queues = new SortedDictionary<string, QueueSettings>(StringComparer.Ordinal);
                var row = session.Statement(ListSql);
                while (row.Step())
                {
                    queues.Add(row.Text(0), new QueueSettings(
                        new QueueName(row.Text(0)), row.Int32(1) != 0, QueueSettingsBook.ReadLimits(row, 2)));
                }

                row = session.Statement(TypesSql);
                while (row.Step())
                {
                    var queue = queues.GetValueOrDefault(row.Text(0))
                        ?? new QueueSettings(new QueueName(row.Text(0)), IsPaused: false, QueueLimits.None);
                    var type = new JobTypeSettings(new JobType(row.Text(1)), QueueSettingsBook.ReadTypeLimits(row, 2));
                    queues[row.Text(0)] = queue with { Types = [.. queue.Types, type] };
                }

                return [.. queues.Values];
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<QueueStatus>> ListStatusAsync(
        DateTimeOffset now, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync(session => QueueStatuses.Read(session, now), cancellationToken);
}
