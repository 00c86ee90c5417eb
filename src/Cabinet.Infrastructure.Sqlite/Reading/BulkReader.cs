using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads bulk actions.</summary>
internal sealed class BulkReader(ReaderSource source) : IBulkReader
{
    private const string Columns =
        "SELECT id, revision, kind, filter, matched, exact, most, per_second, done, refused, after, actor, created_at, "
        + "ended_at, cancelled FROM bulk";

    private const string FindSql = Columns + " WHERE id = ?1";
    private const string ListSql = Columns + " WHERE id > coalesce(?1, x'') ORDER BY id LIMIT ?2";
    private const string OpenSql = Columns + " INDEXED BY bulk_open WHERE ended_at IS NULL ORDER BY id LIMIT ?1";

    public ValueTask<BulkRecord?> FindAsync(Guid id, CancellationToken cancellationToken) => source.Pool.ReadAsync(
        session => ReadAll(session.Statement(FindSql).Bind(1, id)).SingleOrDefault(), cancellationToken);

    public ValueTask<IReadOnlyList<BulkRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<BulkRecord>>(
            session => ReadAll(session.Statement(ListSql).Bind(1, page.After).Bind(2, page.Limit)), cancellationToken);

    public ValueTask<IReadOnlyList<BulkRecord>> ListOpenAsync(int limit, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<BulkRecord>>(
            session => ReadAll(session.Statement(OpenSql).Bind(1, new Page(limit).Limit)), cancellationToken);

    private static List<BulkRecord> ReadAll(SqliteStatement row)
    {
        var all = new List<BulkRecord>();
        while (row.Step())
        {
            all.Add(Read(row));
        }

        return all;
    }

    private static BulkRecord Read(SqliteStatement row) => new()
    {
        Id = row.Id(0),
        Revision = row.Int64(1),
        Kind = (BulkKind)row.Int32(2),
        Filter = BulkFilter.Parse(row.Text(3)),
        Matched = row.Int64(4),
        IsMatchedExact = row.Int32(5) != 0,
        Limit = row.Int32(6),
        PerSecond = row.IsNull(7) ? null : row.Int32(7),
        Done = row.Int64(8),
        Refused = row.Int64(9),
        After = row.IdOrNull(10),
        Actor = row.Text(11),
        CreatedAt = row.Time(12),
        EndedAt = row.TimeOrNull(13),
        IsCancelled = row.Int32(14) != 0,
    };
}
