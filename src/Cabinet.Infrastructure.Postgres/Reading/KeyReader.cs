using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Security;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads the key ring, every key wrapped.</summary>
internal sealed class KeyReader(ReaderSource source) : IKeyReader
{
    private const string ListSql =
        """
        SELECT key_id, version, purpose, state, profile, wrapped_key, check_value, created_at, tenant, revision, uses,
               fenced, activated_at, retired_at
        FROM cabinet.key_version ORDER BY key_id, version
        """;

    private const string RevisionSql = "SELECT value FROM cabinet.counter WHERE name = 'ring'";

    public ValueTask<long> ReadRevisionAsync(CancellationToken cancellationToken) =>
        source.FindAsync(RevisionSql, null, row => row.GetInt64(0), cancellationToken);

    public async ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync(CancellationToken cancellationToken) =>
        await source.ListAsync(ListSql, null, Read, cancellationToken);

    private static KeyVersionRecord Read(NpgsqlDataReader row) => new()
    {
        KeyId = KeyId.FromBytes(row.Bytes(0)),
        Version = new KeyVersion(row.GetInt32(1)),
        Purpose = row.GetString(2),
        State = (KeyState)row.GetInt16(3),
        Profile = (byte)row.GetInt16(4),
        WrappedKey = row.Bytes(5),
        CheckValue = row.Bytes(6),
        CreatedAt = row.Time(7),
        Tenant = row.GetString(8),
        Revision = row.GetInt64(9),
        UsesReserved = row.GetInt64(10),
        IsFenced = row.GetBoolean(11),
        ActivatedAt = row.TimeOrNull(12),
        RetiredAt = row.TimeOrNull(13),
    };
}
