using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Tasks;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads tasks.</summary>
internal sealed class TaskReader(ReaderSource source) : ITaskReader
{
    private const string FindSql =
        """
        SELECT id, pipeline, status, version, created_at, ended_at, idempotency_key, trace, label, state
        FROM task WHERE id = ?1
        """;

    private const string ListSql =
        """
        SELECT id, pipeline, status, version, created_at, ended_at, idempotency_key, trace, label, state
        FROM task
        WHERE id > coalesce(?1, x'')
          AND (?2 IS NULL OR pipeline = (SELECT name.id FROM name WHERE name.text = ?2))
          AND (?3 IS NULL OR status = ?3)
        ORDER BY id LIMIT ?4
        """;

    private const string CountSql = "SELECT pipeline, status, count(*) FROM task GROUP BY pipeline, status";

    public ValueTask<TaskRecord?> FindAsync(TaskId id, CancellationToken cancellationToken) => source.Pool.ReadAsync(
        session =>
        {
            var row = session.Statement(FindSql).Bind(1, id.Value);
            if (!row.Step())
            {
                return null;
            }

            var task = Read(session, row);
            row.Reset();
            return task;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<TaskRecord>> ListAsync(
        TaskFilter filter, Page page, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync<IReadOnlyList<TaskRecord>>(
            session =>
            {
                var tasks = new List<TaskRecord>();
                var row = session.Statement(ListSql).Bind(1, page.After).Bind(2, filter.Pipeline?.Value)
                    .Bind(3, (long?)filter.Status).Bind(4, page.Limit);
                while (row.Step())
                {
                    tasks.Add(Read(session, row));
                }

                return tasks;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<TaskCount>> CountAsync(CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync<IReadOnlyList<TaskCount>>(
            session =>
            {
                var counts = new List<TaskCount>();
                var row = session.Statement(CountSql);
                while (row.Step())
                {
                    counts.Add(new TaskCount(
                        session.Names.Pipeline(row.Int32(0)), (TaskState)row.Int32(1), row.Int64(2)));
                }

                return [.. counts.OrderBy(count => count.Pipeline.Value, StringComparer.Ordinal)
                    .ThenBy(count => count.Status)];
            },
            cancellationToken);

    private static TaskRecord Read(ReaderSession session, SqliteStatement row) => new()
    {
        Id = new TaskId(row.Id(0)),
        Pipeline = session.Names.Pipeline(row.Int32(1)),
        Status = (TaskState)row.Int32(2),
        Version = row.Int64(3),
        CreatedAt = row.Time(4),
        EndedAt = row.TimeOrNull(5),
        IdempotencyKey = row.TextOrNull(6),
        TraceParent = row.TextOrNull(7),
        Label = ReaderSession.Sealed(row, 8),
        State = ReaderSession.Sealed(row, 9),
    };
}
