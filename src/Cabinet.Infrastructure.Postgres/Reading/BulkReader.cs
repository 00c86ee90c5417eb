using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads bulk actions.</summary>
internal sealed class BulkReader(ReaderSource source) : IBulkReader
{
    private const string Columns =
        "SELECT id, revision, kind, filter, matched, exact, most, per_second, done, refused, after, actor, created_at, "
        + "ended_at, cancelled FROM cabinet.bulk";

    private const string FindSql = Columns + " WHERE id = $1";
    private const string ListSql = Columns + " WHERE id > $1 ORDER BY id LIMIT $2";
    private const string OpenSql = Columns + " WHERE ended_at IS NULL ORDER BY id LIMIT $1";

    public ValueTask<BulkRecord?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        source.FindAsync(FindSql, arguments => arguments.Id(id), Read, cancellationToken);

    public async ValueTask<IReadOnlyList<BulkRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        await source.ListAsync(
            ListSql, arguments => arguments.After(page.After).Int(page.Limit), Read, cancellationToken);

    public async ValueTask<IReadOnlyList<BulkRecord>> ListOpenAsync(int limit, CancellationToken cancellationToken) =>
        await source.ListAsync(OpenSql, arguments => arguments.Int(new Page(limit).Limit), Read, cancellationToken);

    private static BulkRecord Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Revision = row.GetInt64(1),
        Kind = (BulkKind)row.GetInt16(2),
        Filter = BulkFilter.Parse(row.GetString(3)),
        Matched = row.GetInt64(4),
        IsMatchedExact = row.GetBoolean(5),
        Limit = row.GetInt32(6),
        PerSecond = row.IsDBNull(7) ? null : row.GetInt32(7),
        Done = row.GetInt64(8),
        Refused = row.GetInt64(9),
        After = row.IsDBNull(10) ? null : row.GetGuid(10),
        Actor = row.GetString(11),
        CreatedAt = row.Time(12),
        EndedAt = row.TimeOrNull(13),
        IsCancelled = row.GetBoolean(14),
    };
}
