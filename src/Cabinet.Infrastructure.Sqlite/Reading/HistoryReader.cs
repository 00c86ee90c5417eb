using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads the history of ended jobs.</summary>
internal sealed class HistoryReader(ReaderSource source) : IHistoryReader
{
    // An id that was used again after its job had ended shows its last end.
    private const string FindSql =
        """
        SELECT key, id, type, queue, ending, attempts, created_at, started_at, task, pipeline, stage, item,
               payload, result
        FROM history WHERE id = ?1 ORDER BY key DESC LIMIT 1
        """;

    private const string ListSql =
        """
        SELECT key, id, type, queue, ending, attempts, created_at, started_at, task, pipeline, stage, item,
               NULL, NULL
        FROM history INDEXED BY history_id WHERE id > coalesce(?1, x'') ORDER BY id LIMIT ?2
        """;

    private const string ListByTaskSql =
        """
        SELECT key, id, type, queue, ending, attempts, created_at, started_at, task, pipeline, stage, item,
               NULL, NULL
        FROM history INDEXED BY history_task WHERE task = ?3 AND id > coalesce(?1, x'') ORDER BY id LIMIT ?2
        """;

    private const string ListEndedSql =
        "SELECT key, id, type, ending FROM history NOT INDEXED WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3";

    private const string RetentionSql = "SELECT type, state, keep FROM retention_rule ORDER BY type, state";

    private const string CountSql = "SELECT count(*) FROM history";

    public ValueTask<HistoryRecord?> FindAsync(JobId id, CancellationToken cancellationToken) => source.Pool.ReadAsync(
        session =>
        {
            var row = session.Statement(FindSql).Bind(1, id.Value);
            if (!row.Step())
            {
                return null;
            }

            var record = Read(session, row);
            row.Reset();
            return record;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<HistoryRecord>> ListAsync(
        HistoryFilter filter, Page page, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync<IReadOnlyList<HistoryRecord>>(
            session =>
            {
                var row = session.Statement(filter.Task is null ? ListSql : ListByTaskSql).Bind(1, page.After)
                    .Bind(2, page.Limit);
                if (filter.Task is { } task)
                {
                    row.Bind(3, task.Value);
                }

                var records = new List<HistoryRecord>();
                while (row.Step())
                {
                    records.Add(Read(session, row));
                }

                return records;
            },
            cancellationToken);

    public ValueTask<Found<HistoryRecord>> SearchAsync(
        HistorySearch filter, Search search, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync(session => HistorySearching.Read(session, filter, search), cancellationToken);

    public ValueTask<IReadOnlyList<HistoryEntry>> ListEndedAsync(
        HistoryStretch stretch, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync<IReadOnlyList<HistoryEntry>>(
            session =>
            {
                var row = session.Statement(ListEndedSql).Bind(1, HistoryKey.Behind(stretch.After))
                    .Bind(2, HistoryKey.First(stretch.EndedBefore)).Bind(3, stretch.Limit);
                var entries = new List<HistoryEntry>();
                while (row.Step())
                {
                    entries.Add(new HistoryEntry(
                        new JobId(row.Id(1)), session.Names.JobType(row.Int32(2)), (JobEnd)row.Int32(3),
                        HistoryKey.Position(row.Int64(0))));
                }

                return entries;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<RetentionRule>> ListRetentionAsync(CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<RetentionRule>>(
            session =>
            {
                var row = session.Statement(RetentionSql);
                var rules = new List<RetentionRule>();
                while (row.Step())
                {
                    rules.Add(new RetentionRule(
                        row.Text(0) is { Length: > 0 } type ? new JobType(type) : null,
                        (RetainedAs)row.Int64(1),
                        TimeSpan.FromMilliseconds(row.Int64(2))));
                }

                return rules;
            },
            cancellationToken);

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => source.Pool.ReadManyAsync(
        session =>
        {
            var row = session.Statement(CountSql);
            row.Step();
            var count = row.Int64(0);
            row.Reset();
            return count;
        },
        cancellationToken);

    public static HistoryRecord Read(ReaderSession session, SqliteStatement row, int column = 0) => new()
    {
        EndedAt = HistoryKey.EndedAt(row.Int64(column)),
        Id = new JobId(row.Id(column + 1)),
        Type = session.Names.JobType(row.Int32(column + 2)),
        Queue = session.Names.Queue(row.Int32(column + 3)),
        End = (JobEnd)row.Int32(column + 4),
        Attempts = row.Int32(column + 5),
        CreatedAt = row.Time(column + 6),
        StartedAt = row.TimeOrNull(column + 7),
        Task = session.Names.TaskReference(row, column + 8),
        Payload = ReaderSession.Sealed(row, column + 12),
        Result = ReaderSession.Sealed(row, column + 13),
    };
}
