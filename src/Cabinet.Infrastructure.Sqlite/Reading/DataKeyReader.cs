using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads data keys, wrapped.</summary>
internal sealed class DataKeyReader(ReaderSource source) : IDataKeyReader
{
    private const string FindSql =
        "SELECT id, subject, tenant, profile, created_at, shredded_at, wrapped FROM data_key WHERE id = ?1";

    private const string ListSql =
        """
        SELECT id, subject, tenant, profile, created_at, shredded_at, wrapped
        FROM data_key WHERE id > coalesce(?1, x'') ORDER BY id LIMIT ?2
        """;

    public ValueTask<DataKeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken) => source.Pool.ReadAsync(
        session =>
        {
            var row = session.Statement(FindSql).Bind(1, id);
            if (!row.Step())
            {
                return null;
            }

            var key = Read(row);
            row.Reset();
            return key;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<DataKeyRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync<IReadOnlyList<DataKeyRecord>>(
            session =>
            {
                var keys = new List<DataKeyRecord>();
                var row = session.Statement(ListSql).Bind(1, page.After).Bind(2, page.Limit);
                while (row.Step())
                {
                    keys.Add(Read(row));
                }

                return keys;
            },
            cancellationToken);

    private static DataKeyRecord Read(SqliteStatement row) => new()
    {
        Id = row.Id(0),
        Subject = row.Text(1),
        Tenant = row.Text(2),
        Profile = (byte)row.Int32(3),
        CreatedAt = row.Time(4),
        ShreddedAt = row.TimeOrNull(5),
        Wrapped = ReaderSession.Sealed(row, 6),
    };
}
