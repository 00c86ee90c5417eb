using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads the audit log.</summary>
internal sealed class AuditReader(ReaderSource source) : IAuditReader
{
    private const string HeadSql =
        """
        SELECT coalesce((SELECT a.idx + 1 FROM cabinet.audit a WHERE a.idx IS NOT NULL ORDER BY a.idx DESC LIMIT 1), 0),
               (SELECT count(*) FROM cabinet.audit w WHERE w.idx IS NULL),
               c.tree_size, c.note, c.at
        FROM (VALUES (1)) AS one (row) LEFT JOIN (
          SELECT * FROM cabinet.audit_checkpoint ORDER BY number DESC LIMIT 1) AS c ON true
        """;

    private const string WaitingSql =
        "SELECT number, id, idx, entry FROM cabinet.audit WHERE idx IS NULL ORDER BY number LIMIT $1";

    private const string FromIndexSql =
        "SELECT number, id, idx, entry FROM cabinet.audit WHERE idx >= $2 ORDER BY idx LIMIT $1";

    private const string LastSql =
        """
        SELECT number, id, idx, entry FROM (
          SELECT * FROM cabinet.audit ORDER BY number DESC LIMIT $1) AS newest
        ORDER BY number
        """;

    private const string AfterSql =
        "SELECT number, id, idx, entry FROM cabinet.audit WHERE number > $2 ORDER BY number LIMIT $1";

    private const string FindSql = "SELECT number, id, idx, entry FROM cabinet.audit WHERE id = $1";

    private const string NodeSql = "SELECT hash FROM cabinet.audit_node WHERE level = $1 AND idx = $2";

    private const string CheckpointsSql =
        "SELECT tree_size, note, at FROM cabinet.audit_checkpoint ORDER BY number DESC LIMIT $1";

    public async ValueTask<AuditHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        (await source.FindAsync(HeadSql, null, ReadHead, cancellationToken))!;

    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListWaitingAsync(
        int limit, CancellationToken cancellationToken) => ListAsync(WaitingSql, limit, null, cancellationToken);

    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListAsync(
        long fromIndex, int limit, CancellationToken cancellationToken) =>
        ListAsync(FromIndexSql, limit, fromIndex, cancellationToken);

    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListLastAsync(
        int limit, CancellationToken cancellationToken) => ListAsync(LastSql, limit, null, cancellationToken);

    public ValueTask<IReadOnlyList<AuditEntryRecord>> ListAfterAsync(
        long number, int limit, CancellationToken cancellationToken) =>
        ListAsync(AfterSql, limit, number, cancellationToken);

    public ValueTask<AuditEntryRecord?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        source.FindAsync(FindSql, arguments => arguments.Id(id), Read, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> FindNodeAsync(
        int level, long index, CancellationToken cancellationToken) =>
        source.FindAsync<ReadOnlyMemory<byte>?>(
            NodeSql, arguments => arguments.Int(level).Long(index), row => row.Bytes(0), cancellationToken);

    public async ValueTask<IReadOnlyList<AuditCheckpoint>> ListCheckpointsAsync(
        int limit, CancellationToken cancellationToken)
    {
        RequireLimit(limit);
        return await source.ListAsync(
            CheckpointsSql, arguments => arguments.Int(limit), row => ReadCheckpoint(row, 0), cancellationToken);
    }

    private static AuditHead ReadHead(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : ReadCheckpoint(row, 2));

    private static AuditCheckpoint ReadCheckpoint(NpgsqlDataReader row, int column) =>
        new(row.GetInt64(column), row.GetString(column + 1), row.Time(column + 2));

    private static AuditEntryRecord Read(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.Bytes(3));

    private static void RequireLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IAuditReader.MaximumLimit);
    }

    private async ValueTask<IReadOnlyList<AuditEntryRecord>> ListAsync(
        string constantText, int limit, long? from, CancellationToken cancellationToken)
    {
        RequireLimit(limit);
        return await source.ListAsync(
            constantText,
            arguments =>
            {
                arguments.Int(limit);
                if (from is { } first)
                {
                    arguments.Long(first);
                }
            },
            Read,
            cancellationToken);
    }
}
