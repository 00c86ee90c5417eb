using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads tasks.</summary>
internal sealed class TaskReader(ReaderSource source) : ITaskReader
{
    private const string SelectSql =
        """
        SELECT t.id, p.text, t.status, t.version, t.created_at, t.ended_at, t.idempotency_key, t.trace, t.label, t.state
        FROM cabinet.task t LEFT JOIN cabinet.name p ON p.id = t.pipeline

        """;

    private const string FindSql = SelectSql + "WHERE t.id = $1";

    private const string ListSql = SelectSql + "WHERE t.id > $1 ORDER BY t.id LIMIT $2";

    // The index begins with pipeline and status, so that each pair of them gives its first ids without a search, and the
    // page is the first of those. Few names are pipelines; the others cost one look.
    private const string ListFilteredSql =
        """
        WITH page AS MATERIALIZED (
          SELECT candidate.id
          FROM cabinet.name n
            CROSS JOIN unnest(CASE WHEN $4::smallint IS NULL THEN '{0,1,2,3,4}'::smallint[] ELSE ARRAY[$4::smallint] END)
              AS s (status)
            CROSS JOIN LATERAL (
              SELECT c.id FROM cabinet.task c
              WHERE c.pipeline = n.id AND c.status = s.status AND c.id > $1 ORDER BY c.id LIMIT $2) AS candidate
          WHERE $3::text IS NULL OR n.text = $3
          ORDER BY candidate.id LIMIT $2)

        """ + SelectSql + "WHERE t.id IN (SELECT page.id FROM page) ORDER BY t.id";

    private const string CountSql =
        """
        SELECT p.text, counted.status, counted.count
        FROM (
          SELECT t.pipeline, t.status, count(*) AS count FROM cabinet.task t GROUP BY t.pipeline, t.status) AS counted
          LEFT JOIN cabinet.name p ON p.id = counted.pipeline
        ORDER BY p.text COLLATE "C", counted.status
        """;

    public ValueTask<TaskRecord?> FindAsync(TaskId id, CancellationToken cancellationToken) =>
        source.FindAsync(FindSql, arguments => arguments.Id(id.Value), Read, cancellationToken);

    public async ValueTask<IReadOnlyList<TaskRecord>> ListAsync(
        TaskFilter filter, Page page, CancellationToken cancellationToken) => filter is { Pipeline: null, Status: null }
        ? await source.ListAsync(
            ListSql, arguments => arguments.After(page.After).Int(page.Limit), Read, cancellationToken)
        : await source.ListAsync(
            ListFilteredSql,
            arguments => arguments.After(page.After).Int(page.Limit).Text(filter.Pipeline?.Value)
                .Small((int?)filter.Status),
            Read,
            cancellationToken);

    public async ValueTask<IReadOnlyList<TaskCount>> CountAsync(CancellationToken cancellationToken) =>
        await source.ListAsync(
            CountSql,
            null,
            row => new TaskCount(new PipelineName(row.Name(0)), (TaskState)row.GetInt16(1), row.GetInt64(2)),
            cancellationToken);

    private static TaskRecord Read(NpgsqlDataReader row) => new()
    {
        Id = new TaskId(row.GetGuid(0)),
        Pipeline = new PipelineName(row.Name(1)),
        Status = (TaskState)row.GetInt16(2),
        Version = row.GetInt64(3),
        CreatedAt = row.Time(4),
        EndedAt = row.TimeOrNull(5),
        IdempotencyKey = row.TextOrNull(6),
        TraceParent = row.TextOrNull(7),
        Label = row.Sealed(8),
        State = row.Sealed(9),
    };
}
