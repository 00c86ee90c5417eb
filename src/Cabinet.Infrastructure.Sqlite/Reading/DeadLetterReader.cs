using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads the dead-letter queue.</summary>
internal sealed class DeadLetterReader(ReaderSource source) : IDeadLetterReader
{
    private const string FindSql =
        """
        SELECT id, type, queue, reason, attempts, created_at, dead_at, task, pipeline, stage, item,
               job_error.attempt, job_error.kind, job_error.at, job_error.message, cause, dead_letter.partition
        FROM dead_letter JOIN job_error ON job_error.number = dead_letter.error
        WHERE id = ?1
        """;

    private const string PayloadSql = "SELECT payload FROM dead_letter WHERE id = ?1";

    private const string ListSql =
        """
        SELECT dead_letter.id, type, queue, reason, attempts, created_at, dead_at, task, pipeline, stage, item,
               job_error.attempt, job_error.kind, job_error.at, job_error.message, cause, dead_letter.partition
        FROM dead_letter JOIN job_error ON job_error.number = dead_letter.error
        WHERE dead_letter.id > coalesce(?1, x'')
          AND (?2 IS NULL OR queue = (SELECT queue.id FROM queue WHERE queue.name = ?2))
          AND (?3 IS NULL OR type = (SELECT name.id FROM name WHERE name.text = ?3))
          AND (?4 IS NULL OR reason = ?4)
          AND (?5 IS NULL OR task = ?5)
        ORDER BY dead_letter.id LIMIT ?6
        """;

    private const string CountSql =
        """
        SELECT count(*) FROM dead_letter
        WHERE ?1 IS NULL
          AND (?2 IS NULL OR queue = (SELECT queue.id FROM queue WHERE queue.name = ?2))
          AND (?3 IS NULL OR type = (SELECT name.id FROM name WHERE name.text = ?3))
          AND (?4 IS NULL OR reason = ?4)
          AND (?5 IS NULL OR task = ?5)
        """;

    public ValueTask<DeadLetterRecord?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync(
            session =>
            {
                var row = session.Statement(FindSql).Bind(1, id.Value);
                if (!row.Step())
                {
                    return null;
                }

                var deadLetter = Read(session, row);
                row.Reset();
                return deadLetter;
            },
            cancellationToken);

    public ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken) => source.Pool.ReadAsync(
        session =>
        {
            var row = session.Statement(PayloadSql).Bind(1, id.Value);
            if (!row.Step())
            {
                return Content.None;
            }

            var payload = ReaderSession.Sealed(row, 0);
            row.Reset();
            return payload;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<DeadLetterRecord>> ListAsync(
        DeadLetterFilter filter, Page page, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync<IReadOnlyList<DeadLetterRecord>>(
            session =>
            {
                var deadLetters = new List<DeadLetterRecord>();
                var row = Bind(session.Statement(ListSql), filter, page.After).Bind(6, page.Limit);
                while (row.Step())
                {
                    deadLetters.Add(Read(session, row));
                }

                return deadLetters;
            },
            cancellationToken);

    public ValueTask<Found<DeadLetterRecord>> SearchAsync(
        DeadLetterSearch filter, Search search, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync(
            session => DeadLetterSearching.Read(session, filter, search), cancellationToken);

    public ValueTask<IReadOnlyList<DeadLetterGroup>> ListGroupsAsync(
        string? after, CancellationToken cancellationToken) => source.Pool.ReadManyAsync(
        session => DeadLetterSearching.ReadGroups(session, after), cancellationToken);

    public ValueTask<long> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync(
            session =>
            {
                var row = Bind(session.Statement(CountSql), filter, after: null);
                row.Step();
                var count = row.Int64(0);
                row.Reset();
                return count;
            },
            cancellationToken);

    private static SqliteStatement Bind(SqliteStatement statement, DeadLetterFilter filter, Guid? after) => statement
        .Bind(1, after).Bind(2, filter.Queue?.Value).Bind(3, filter.Type?.Value).Bind(4, (long?)filter.Reason)
        .Bind(5, filter.Task?.Value);

    public static DeadLetterRecord Read(ReaderSession session, SqliteStatement row, int column = 0) => new()
    {
        Id = new JobId(row.Id(column)),
        Type = session.Names.JobType(row.Int32(column + 1)),
        Queue = session.Names.Queue(row.Int32(column + 2)),
        Reason = (DeadLetterReason)row.Int32(column + 3),
        Attempts = row.Int32(column + 4),
        CreatedAt = row.Time(column + 5),
        DeadAt = row.Time(column + 6),
        Task = session.Names.TaskReference(row, column + 7),
        Error = JobRows.ReadError(row, column + 11),
        Cause = row.TextOrNull(column + 15),
        Partition = JobRows.ReadPartition(row, column + 16),
    };
}
