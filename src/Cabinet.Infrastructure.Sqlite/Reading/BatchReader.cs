using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads batches.</summary>
internal sealed class BatchReader(ReaderSource source) : IBatchReader
{
    private const string SelectSql =
        """
        SELECT id, name, created_at, closed_at, cancelled_at, failed_at, ended_at, total, succeeded, cancelled, discarded,
          dead
        FROM batch
        """;

    private const string FindSql = SelectSql + " WHERE id = ?1";

    // The status as BatchProgress derives it.
    private const string ListSql = SelectSql
        + """
         WHERE id > coalesce(?1, x'') AND (?2 IS NULL OR name = ?2)
          AND (?3 IS NULL OR ?3 = CASE WHEN ended_at IS NOT NULL THEN CASE WHEN succeeded = total THEN 3 ELSE 4 END
            WHEN dead > 0 THEN 2 WHEN closed_at IS NULL THEN 0 ELSE 1 END)
        ORDER BY id LIMIT ?4
        """;

    /// <inheritdoc />
    public ValueTask<BatchRecord?> FindAsync(BatchId id, CancellationToken cancellationToken) => source.Pool.ReadAsync(
        session =>
        {
            var row = session.Statement(FindSql).Bind(1, id.Value);
            if (!row.Step())
            {
                return null;
            }

            var batch = Read(row);
            row.Reset();
            return batch;
        },
        cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BatchRecord>> ListAsync(
        BatchFilter filter, Page page, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync<IReadOnlyList<BatchRecord>>(
            session =>
            {
                var batches = new List<BatchRecord>();
                var row = session.Statement(ListSql).Bind(1, page.After).Bind(2, filter.Name)
                    .Bind(3, (long?)filter.Status).Bind(4, page.Limit);
                while (row.Step())
                {
                    batches.Add(Read(row));
                }

                return batches;
            },
            cancellationToken);

    private static BatchRecord Read(SqliteStatement row) => new()
    {
        Id = new BatchId(row.Id(0)),
        Name = row.TextOrNull(1),
        CreatedAt = row.Time(2),
        Progress = new BatchProgress
        {
            ClosedAt = row.TimeOrNull(3),
            CancelledAt = row.TimeOrNull(4),
            FailedAt = row.TimeOrNull(5),
            EndedAt = row.TimeOrNull(6),
            Counts = new BatchCounts(row.Int64(7), row.Int64(8), row.Int64(9), row.Int64(10), row.Int64(11)),
        },
    };
}
