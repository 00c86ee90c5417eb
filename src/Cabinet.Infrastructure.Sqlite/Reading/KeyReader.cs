using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads the key ring, every key wrapped.</summary>
internal sealed class KeyReader(ReaderSource source) : IKeyReader
{
    private const string ListSql =
        """
        SELECT key_id, version, purpose, state, profile, wrapped_key, check_value, created_at, tenant, revision, uses,
               fenced, activated_at, retired_at
        FROM key_version ORDER BY key_id, version
        """;

    private const string RevisionSql = "SELECT reserved FROM counter WHERE name = 'ring'";

    public ValueTask<long> ReadRevisionAsync(CancellationToken cancellationToken) => source.Pool.ReadAsync(
        session =>
        {
            var row = session.Statement(RevisionSql);
            row.Step();
            var revision = row.Int64(0);
            row.Reset();
            return revision;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync(CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<KeyVersionRecord>>(
            session =>
            {
                var keys = new List<KeyVersionRecord>();
                var row = session.Statement(ListSql);
                while (row.Step())
                {
                    keys.Add(new KeyVersionRecord
                    {
                        KeyId = KeyId.FromBytes(row.Bytes(0)),
                        Version = new KeyVersion(row.Int32(1)),
                        Purpose = row.Text(2),
                        State = (KeyState)row.Int32(3),
                        Profile = (byte)row.Int32(4),
                        WrappedKey = row.Bytes(5).ToArray(),
                        CheckValue = row.Bytes(6).ToArray(),
                        CreatedAt = row.Time(7),
                        Tenant = row.Text(8),
                        Revision = row.Int64(9),
                        UsesReserved = row.Int64(10),
                        IsFenced = row.Int32(11) != 0,
                        ActivatedAt = row.TimeOrNull(12),
                        RetiredAt = row.TimeOrNull(13),
                    });
                }

                return keys;
            },
            cancellationToken);
}
