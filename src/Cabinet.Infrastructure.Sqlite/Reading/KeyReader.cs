using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads the key ring, every key wrapped.</summary>
internal sealed class KeyReader(ReaderSource source) : IKeyReader
{
    private const string ListSql =
        """
        SELECT key_id, version, purpose, state, profile, wrapped_key, check_value, created_at
        FROM key_version ORDER BY key_id, version
        """;

    public ValueTask<long> ReadRevisionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

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
                    });
                }

                return keys;
            },
            cancellationToken);
}
