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
        SELECT q.text, s.paused, s.running, s.partition_running, s.ordered, s.rate_count, s.rate_period, s.rate_burst,
          s.partition_rate_count, s.partition_rate_period, s.partition_rate_burst
        FROM cabinet.queue_setting s JOIN cabinet.name q ON q.id = s.queue
        """;

    private const string TypesSql =
        """
        SELECT q.text, n.text, t.running, t.rate_count, t.rate_period, t.rate_burst
        FROM cabinet.type_limit t JOIN cabinet.name q ON q.id = t.queue JOIN cabinet.name n ON n.id = t.type
        WHERE t.running IS NOT NULL OR t.rate_count IS NOT NULL ORDER BY n.text COLLATE "C"
        """;

    public async ValueTask<QueueSettings> FindAsync(QueueName queue, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(settings => settings.Queue == queue)
        ?? new QueueSettings(queue, IsPaused: false, QueueLimits.None);

    public async ValueTask<IReadOnlyList<QueueSettings>> ListAsync(CancellationToken cancellationToken)
    {
        var own = (await source.ListAsync(ListSql, null, Read, cancellationToken))
            .ToDictionary(settings => settings.Queue);
        var types = (await source.ListAsync(TypesSql, null, ReadType, cancellationToken))
            .ToLookup(type => type.Queue, type => type.Settings);
        return
        [
            .. own.Keys.Union(types.Select(group => group.Key)).OrderBy(queue => queue.Value, StringComparer.Ordinal)
                .Select(queue => With(
                    own.GetValueOrDefault(queue) ?? new QueueSettings(queue, IsPaused: false, QueueLimits.None),
                    [.. types[queue]])),
        ];
    }

    public async ValueTask<IReadOnlyList<QueueStatus>> ListStatusAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var statuses = new QueueStatuses();
        statuses.Add(await source.ListAsync(
            QueueStatusSql.Recorded, null, QueueStatuses.ReadRecorded, cancellationToken));
        statuses.Add(await source.ListAsync(
            QueueStatusSql.Status,
            arguments => arguments.Int(QueueStatuses.Budget).Int(QueueStatus.LeastExact).Int(QueueStatus.MostExact),
            statuses.Read,
            cancellationToken));
        foreach (var window in QueueStatuses.Windows)
        {
            statuses.Add(window, await source.ListAsync(
                QueueStatusSql.Rate,
                arguments => arguments.Time(now - window).Int(QueueRate.MaximumRecords),
                row => QueueStatuses.ReadRate(row, now),
                cancellationToken));
        }

        return statuses.All;
    }

    private static QueueSettings Read(NpgsqlDataReader row) => new(
        new QueueName(row.GetString(0)),
        row.GetBoolean(1),
        new QueueLimits
        {
            MaximumRunning = row.IsDBNull(2) ? null : row.GetInt32(2),
            MaximumRunningPerPartition = row.IsDBNull(3) ? null : row.GetInt32(3),
            IsOrdered = row.GetBoolean(4),
            Rate = ReadRate(row, 5),
            RatePerPartition = ReadRate(row, 8),
        });

    private static QueueSettings With(QueueSettings settings, IReadOnlyList<JobTypeSettings> types) =>
        types.Count > 0 ? settings with { Types = types } : settings;

    private static (QueueName Queue, JobTypeSettings Settings) ReadType(NpgsqlDataReader row) => (
        new QueueName(row.GetString(0)),
        new JobTypeSettings(
            new JobType(row.GetString(1)),
            new TypeLimits { MaximumRunning = row.IsDBNull(2) ? null : row.GetInt32(2), Rate = ReadRate(row, 3) }));

    private static RateLimit? ReadRate(NpgsqlDataReader row, int column) => row.IsDBNull(column)
        ? null
        : new RateLimit(
            row.GetInt32(column), TimeSpan.FromMilliseconds(row.GetInt64(column + 1)), row.GetInt32(column + 2));
}
