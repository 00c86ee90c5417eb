using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads the history of ended jobs.</summary>
internal sealed class HistoryReader(ReaderSource source) : IHistoryReader
{
    private const string ColumnsSql =
        """
        SELECT h.id, t.text, q.text, h.ending, h.attempts, h.created_at, h.started_at, h.ended_at, h.task, p.text, s.text,
               h.item
        """;

    private const string NamesSql =
        """

          LEFT JOIN cabinet.name t ON t.id = h.type
          LEFT JOIN cabinet.name q ON q.id = h.queue
          LEFT JOIN cabinet.name p ON p.id = h.pipeline
          LEFT JOIN cabinet.name s ON s.id = h.stage

        """;

    // An id that was used again after its job had ended shows its last end. Materialised, so that nobody walks
    // the history from its newest end in search of one id.
    private const string FindSql =
        "WITH h AS MATERIALIZED (SELECT r.ctid AS place, r.* FROM cabinet.history r WHERE r.id = $1) "
        + ColumnsSql + ", h.payload, h.result FROM h" + NamesSql + "ORDER BY h.ended_at DESC, h.place DESC LIMIT 1";

    private const string ListSql =
        ColumnsSql + " FROM cabinet.history h" + NamesSql + "WHERE h.id > $1 ORDER BY h.id LIMIT $2";

    private const string ListByTaskSql =
        ColumnsSql + " FROM cabinet.history h" + NamesSql
        + "WHERE h.task = $3 AND h.id > $1 ORDER BY h.id LIMIT $2";

    private const string ListByIdsSql =
        ColumnsSql + " FROM cabinet.history h" + NamesSql + "WHERE h.id = ANY ($1) ORDER BY h.id";

    // A millisecond's records are told apart by their ids; the index has the times only, and one time's few are sorted.
    private const string ListEndedSql =
        """
        SELECT h.id, t.text, h.ending, h.ended_at
        FROM (SELECT r.id, r.type, r.ending, r.ended_at FROM cabinet.history r
              WHERE r.ended_at >= $1 AND r.ended_at < $3 AND (r.ended_at > $1 OR r.id > $2)
              ORDER BY r.ended_at, r.id LIMIT $4) h
          LEFT JOIN cabinet.name t ON t.id = h.type
        ORDER BY h.ended_at, h.id
        """;

    private const string RetentionSql = "SELECT type, state, keep FROM cabinet.retention_rule ORDER BY type, state";

    private const string CountSql = "SELECT count(*) FROM cabinet.history";

    public async ValueTask<IReadOnlyList<RetentionRule>> ListRetentionAsync(CancellationToken cancellationToken) =>
        await source.ListAsync(
            RetentionSql,
            bind: null,
            row => new RetentionRule(
                row.GetString(0) is { Length: > 0 } type ? new JobType(type) : null,
                (RetainedAs)row.GetInt16(1),
                TimeSpan.FromMilliseconds(row.GetInt64(2))),
            cancellationToken);

    public ValueTask<HistoryRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        source.FindAsync(FindSql, arguments => arguments.Id(id.Value), row => Read(row, withContents: true), cancellationToken);

    public async ValueTask<IReadOnlyList<HistoryRecord>> ListAsync(
        HistoryFilter filter, Page page, CancellationToken cancellationToken) => await source.ListAsync(
        filter.Task is null ? ListSql : ListByTaskSql,
        arguments =>
        {
            arguments.After(page.After).Int(page.Limit);
            if (filter.Task is { } task)
            {
                arguments.Id(task.Value);
            }
        },
        row => Read(row, withContents: false),
        cancellationToken);

    public async ValueTask<Found<HistoryRecord>> SearchAsync(
        HistorySearch filter, Search search, CancellationToken cancellationToken)
    {
        var walk = await SearchWalk.RunAsync(
            source,
            HistorySearchSql.Few(filter, search.NewestFirst),
            HistorySearchSql.ById[search.NewestFirst ? 1 : 0],
            search,
            arguments => arguments.Text(filter.Queue?.Value).Text(filter.Type?.Value).Small((int?)filter.End)
                .Time(filter.EndedFrom).Time(filter.EndedBefore),
            cancellationToken);
        return walk.Dress(
            await source.ListAsync(
                ListByIdsSql, arguments => arguments.Ids(walk.Ids), row => Read(row, withContents: false),
                cancellationToken),
            search);
    }

    public async ValueTask<IReadOnlyList<HistoryEntry>> ListEndedAsync(
        HistoryStretch stretch, CancellationToken cancellationToken) => await source.ListAsync(
        ListEndedSql,
        arguments => arguments.Time(stretch.After.EndedAt).Id(stretch.After.Within).Time(stretch.EndedBefore)
            .Int(stretch.Limit),
        row => new HistoryEntry(
            new JobId(row.GetGuid(0)), new JobType(row.Name(1)), (JobEnd)row.GetInt16(2),
            new HistoryPosition(row.Time(3), row.GetGuid(0))),
        cancellationToken);

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) =>
        source.FindAsync(CountSql, null, row => row.GetInt64(0), cancellationToken);

    private static HistoryRecord Read(NpgsqlDataReader row, bool withContents) => new()
    {
        Id = new JobId(row.GetGuid(0)),
        Type = new JobType(row.Name(1)),
        Queue = new QueueName(row.Name(2)),
        End = (JobEnd)row.GetInt16(3),
        Attempts = row.GetInt32(4),
        CreatedAt = row.Time(5),
        StartedAt = row.TimeOrNull(6),
        EndedAt = row.Time(7),
        Task = row.TaskReference(8),
        Payload = withContents ? row.Sealed(12) : Content.None,
        Result = withContents ? row.Sealed(13) : Content.None,
    };
}
