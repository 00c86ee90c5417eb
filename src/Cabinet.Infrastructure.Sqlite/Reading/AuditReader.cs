using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads the audit log.</summary>
internal sealed class AuditReader(ReaderSource source) : IAuditReader
{
    private const string HeadSql =
        """
        SELECT (SELECT coalesce(max(idx) + 1, 0) FROM audit WHERE idx IS NOT NULL),
               (SELECT count(*) FROM audit WHERE idx IS NULL)
        """;

    private const string WaitingSql =
        "SELECT number, id, idx, entry FROM audit WHERE idx IS NULL ORDER BY number LIMIT ?1";

    private const string FromIndexSql =
        "SELECT number, id, idx, entry FROM audit WHERE idx >= ?2 ORDER BY idx LIMIT ?1";

    private const string LastSql =
        """
        SELECT number, id, idx, entry FROM (SELECT * FROM audit ORDER BY number DESC LIMIT ?1) ORDER BY number
        """;

    private const string AfterSql =
        "SELECT number, id, idx, entry FROM audit WHERE number > ?2 ORDER BY number LIMIT ?1";

    private const string FindSql = "SELECT number, id, idx, entry FROM audit WHERE id = ?1";

    private const string NodeSql = "SELECT hash FROM audit_node WHERE level = ?1 AND idx = ?2";

    private const string CheckpointsSql =
        "SELECT tree_size, note, at FROM audit_checkpoint ORDER BY number DESC LIMIT ?1";

    public ValueTask<AuditHead> ReadHeadAsync(CancellationToken cancellationToken) => source.Pool.ReadAsync(
        session =>
        {
            var row = session.Statement(HeadSql);
            row.Step();
            var (size, waiting) = (row.Int64(0), row.Int64(1));
            row.Reset();
            var newest = ReadCheckpoints(session, 1);
            return new AuditHead(size, waiting, newest.Count == 0 ? null : newest[0]);
        },
        cancellationToken);

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
        source.Pool.ReadAsync(
            session =>
            {
                var row = session.Statement(FindSql).Bind(1, id);
                if (!row.Step())
                {
                    return null;
                }

                var entry = Read(row);
                row.Reset();
                return entry;
            },
            cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> FindNodeAsync(
        int level, long index, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<ReadOnlyMemory<byte>?>(
            session =>
            {
                var row = session.Statement(NodeSql).Bind(1, level).Bind(2, index);
                if (!row.Step())
                {
                    return null;
                }

                var hash = row.Bytes(0).ToArray();
                row.Reset();
                return hash;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<AuditCheckpoint>> ListCheckpointsAsync(
        int limit, CancellationToken cancellationToken)
    {
        RequireLimit(limit);
        return source.Pool.ReadManyAsync<IReadOnlyList<AuditCheckpoint>>(
            session => ReadCheckpoints(session, limit), cancellationToken);
    }

    private static List<AuditCheckpoint> ReadCheckpoints(ReaderSession session, int limit)
    {
        var checkpoints = new List<AuditCheckpoint>();
        var row = session.Statement(CheckpointsSql).Bind(1, limit);
        while (row.Step())
        {
            checkpoints.Add(new AuditCheckpoint(row.Int64(0), row.Text(1), row.Time(2)));
        }

        return checkpoints;
    }

    private static AuditEntryRecord Read(SqliteStatement row) => new(
        row.Int64(0), row.Id(1), row.IsNull(2) ? null : row.Int64(2), row.Bytes(3).ToArray());

    private static void RequireLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IAuditReader.MaximumLimit);
    }

    private ValueTask<IReadOnlyList<AuditEntryRecord>> ListAsync(
        string sql, int limit, long? from, CancellationToken cancellationToken)
    {
        RequireLimit(limit);
        return source.Pool.ReadManyAsync<IReadOnlyList<AuditEntryRecord>>(
            session =>
            {
                var entries = new List<AuditEntryRecord>();
                var row = session.Statement(sql).Bind(1, limit);
                if (from is { } first)
                {
                    row.Bind(2, first);
                }

                while (row.Step())
                {
                    entries.Add(Read(row));
                }

                return entries;
            },
            cancellationToken);
    }
}
