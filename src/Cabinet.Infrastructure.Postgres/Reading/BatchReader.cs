using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads batches.</summary>
internal sealed class BatchReader(ReaderSource source) : IBatchReader
{
    private const string SelectSql =
        """
        SELECT b.id, b.name, b.created_at, b.closed_at, b.cancelled_at, b.failed_at, b.ended_at, b.total, b.succeeded,
          b.cancelled, b.discarded, b.dead
        FROM cabinet.batch b
        """;

    private const string FindSql = SelectSql + " WHERE b.id = $1";

    // The status as BatchProgress derives it.
    private const string ListSql = SelectSql
        + """
         WHERE b.id > $1 AND ($3::text IS NULL OR b.name = $3)
          AND ($4::smallint IS NULL OR $4 = CASE WHEN b.ended_at IS NOT NULL
            THEN CASE WHEN b.succeeded = b.total THEN 3 ELSE 4 END
            WHEN b.dead > 0 THEN 2 WHEN b.closed_at IS NULL THEN 0 ELSE 1 END)
        ORDER BY b.id LIMIT $2
        """;

    /// <inheritdoc />
    public ValueTask<BatchRecord?> FindAsync(BatchId id, CancellationToken cancellationToken) =>
        source.FindAsync(FindSql, arguments => arguments.Id(id.Value), Read, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<BatchRecord>> ListAsync(
        BatchFilter filter, Page page, CancellationToken cancellationToken) => await source.ListAsync(
        ListSql,
        arguments => arguments.After(page.After).Int(page.Limit).Text(filter.Name).Small((int?)filter.Status),
        Read,
        cancellationToken);

    private static BatchRecord Read(NpgsqlDataReader row) => new()
    {
        Id = new BatchId(row.GetGuid(0)),
        Name = row.TextOrNull(1),
        CreatedAt = row.Time(2),
        Progress = new BatchProgress
        {
            ClosedAt = row.TimeOrNull(3),
            CancelledAt = row.TimeOrNull(4),
            FailedAt = row.TimeOrNull(5),
            EndedAt = row.TimeOrNull(6),
            Counts = new BatchCounts(
                row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11)),
        },
    };
}
