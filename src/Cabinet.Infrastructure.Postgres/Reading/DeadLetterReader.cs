using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads the dead-letter queue.</summary>
internal sealed class DeadLetterReader(ReaderSource source) : IDeadLetterReader
{
    private const string ColumnsSql =
        """
        SELECT d.id, t.text, q.text, d.reason, d.attempts, d.created_at, d.dead_at, d.task, p.text, s.text, d.item,
               e.attempt, e.kind, e.at, e.message, d.cause, d.partition

        """;

    private const string JoinsSql =
        """

          JOIN cabinet.job_error e ON e.number = d.error
          LEFT JOIN cabinet.name t ON t.id = d.type
          LEFT JOIN cabinet.name q ON q.id = d.queue
          LEFT JOIN cabinet.name p ON p.id = d.pipeline
          LEFT JOIN cabinet.name s ON s.id = d.stage

        """;

    private const string FilterSql =
        """
              ($1::text IS NULL OR r.queue = (SELECT n.id FROM cabinet.name n WHERE n.text = $1))
          AND ($2::text IS NULL OR r.type = (SELECT n.id FROM cabinet.name n WHERE n.text = $2))
          AND ($3::smallint IS NULL OR r.reason = $3)

        """;

    private const string FindSql = ColumnsSql + "FROM cabinet.dead_letter d" + JoinsSql + "WHERE d.id = $1";

    private const string PayloadSql = "SELECT payload FROM cabinet.dead_letter WHERE id = $1";

    private const string ListSql =
        "WITH d AS MATERIALIZED (SELECT r.* FROM cabinet.dead_letter r WHERE " + FilterSql
        + "AND r.id > $4 ORDER BY r.id LIMIT $5) " + ColumnsSql + "FROM d" + JoinsSql + "ORDER BY d.id";

    private const string ListByTaskSql =
        "WITH r AS MATERIALIZED (SELECT * FROM cabinet.dead_letter WHERE task = $6), "
        + "d AS MATERIALIZED (SELECT r.* FROM r WHERE " + FilterSql
        + "AND r.id > $4 ORDER BY r.id LIMIT $5) " + ColumnsSql + "FROM d" + JoinsSql + "ORDER BY d.id";

    private const string ListByIdsSql =
        ColumnsSql + "FROM cabinet.dead_letter d" + JoinsSql + "WHERE d.id = ANY ($1) ORDER BY d.id";

    private const string CountSql = "SELECT count(*) FROM cabinet.dead_letter r WHERE " + FilterSql;

    private const string CountByTaskSql = CountSql + "AND r.task = $4";

    public ValueTask<DeadLetterRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        source.FindAsync(FindSql, arguments => arguments.Id(id.Value), Read, cancellationToken);

    public ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken) =>
        source.FindAsync(PayloadSql, arguments => arguments.Id(id.Value), row => row.Sealed(0), cancellationToken);

    public async ValueTask<IReadOnlyList<DeadLetterRecord>> ListAsync(
        DeadLetterFilter filter, Page page, CancellationToken cancellationToken) => await source.ListAsync(
        filter.Task is null ? ListSql : ListByTaskSql,
        arguments => AddTask(Add(arguments, filter).After(page.After).Int(page.Limit), filter),
        Read,
        cancellationToken);

    public async ValueTask<Found<DeadLetterRecord>> SearchAsync(
        DeadLetterSearch filter, Search search, CancellationToken cancellationToken)
    {
        var walk = await SearchWalk.RunAsync(
            source,
            DeadLetterSearchSql.Few(filter, search.NewestFirst),
            DeadLetterSearchSql.Walk(filter, search.NewestFirst),
            search,
            arguments => arguments.Text(filter.Queue?.Value).Text(filter.Type?.Value).Small((int?)filter.Reason)
                .Time(filter.DeadFrom).Time(filter.DeadBefore).Text(filter.Tag).Text(filter.Cause),
            cancellationToken);
        return walk.Dress(
            await source.ListAsync(ListByIdsSql, arguments => arguments.Ids(walk.Ids), Read, cancellationToken),
            search);
    }

    public async ValueTask<IReadOnlyList<DeadLetterGroup>> ListGroupsAsync(
        string? after, CancellationToken cancellationToken) => await source.ListAsync(
        DeadLetterSearchSql.Groups,
        arguments => arguments.Text(after ?? "").Int(DeadLetterGroup.MaximumGroups).Int(DeadLetterGroup.MaximumCount),
        row => new DeadLetterGroup(
            row.GetString(0), row.GetInt64(1), new JobId(row.GetGuid(2)), new JobId(row.GetGuid(3))),
        cancellationToken);

    public ValueTask<long> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        source.FindAsync(
            filter.Task is null ? CountSql : CountByTaskSql,
            arguments => AddTask(Add(arguments, filter), filter),
            row => row.GetInt64(0),
            cancellationToken);

    private static Arguments Add(Arguments arguments, DeadLetterFilter filter) =>
        arguments.Text(filter.Queue?.Value).Text(filter.Type?.Value).Small((int?)filter.Reason);

    private static void AddTask(Arguments arguments, DeadLetterFilter filter)
    {
        if (filter.Task is { } task)
        {
            arguments.Id(task.Value);
        }
    }

    private static DeadLetterRecord Read(NpgsqlDataReader row) => new()
    {
        Id = new JobId(row.GetGuid(0)),
        Type = new JobType(row.Name(1)),
        Queue = new QueueName(row.Name(2)),
        Reason = (DeadLetterReason)row.GetInt16(3),
        Attempts = row.GetInt32(4),
        CreatedAt = row.Time(5),
        DeadAt = row.Time(6),
        Task = row.TaskReference(7),
        Error = row.Error(11),
        Cause = row.IsDBNull(15) ? null : row.GetString(15),
        Partition = row.Partition(16),
    };
}
