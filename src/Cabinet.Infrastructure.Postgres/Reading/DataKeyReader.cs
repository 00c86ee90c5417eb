using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads data keys, wrapped.</summary>
internal sealed class DataKeyReader(ReaderSource source) : IDataKeyReader
{
    private const string FindSql =
        "SELECT id, subject, tenant, profile, created_at, shredded_at, wrapped FROM cabinet.data_key WHERE id = $1";

    private const string ListSql =
        """
        SELECT id, subject, tenant, profile, created_at, shredded_at, wrapped
        FROM cabinet.data_key WHERE id > $1 ORDER BY id LIMIT $2
        """;

    public ValueTask<DataKeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        source.FindAsync(FindSql, arguments => arguments.Id(id), Read, cancellationToken);

    public async ValueTask<IReadOnlyList<DataKeyRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        await source.ListAsync(
            ListSql, arguments => arguments.After(page.After).Int(page.Limit), Read, cancellationToken);

    private static DataKeyRecord Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Subject = row.GetString(1),
        Tenant = row.GetString(2),
        Profile = (byte)row.GetInt16(3),
        CreatedAt = row.Time(4),
        ShreddedAt = row.TimeOrNull(5),
        Wrapped = row.Sealed(6),
    };
}
