using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Adds versions to the key ring.</summary>
internal sealed class KeyWriter(SqliteConnection connection)
{
    private const string ActiveSql = "SELECT 1 FROM key_version WHERE purpose = ?1 AND state = ?2";

    private const string InsertSql =
        """
        INSERT INTO key_version (key_id, version, purpose, state, profile, wrapped_key, check_value, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """;

    private readonly SqliteStatement active = connection.Prepare(ActiveSql);
    private readonly SqliteStatement insert = connection.Prepare(InsertSql);

    public OperationOutcome Add(AddKeyVersion operation)
    {
        var key = operation.Key;
        if (key.State == KeyState.Active && HasActive(key.Purpose))
        {
            return Refusal.KeyExists;
        }

        Span<byte> id = stackalloc byte[KeyId.Size];
        key.KeyId.WriteTo(id);
        insert.Bind(1, id).Bind(2, key.Version.Value).Bind(3, key.Purpose).Bind(4, (int)key.State)
            .Bind(5, key.Profile).Bind(6, key.WrappedKey.Span).Bind(7, key.CheckValue.Span).Bind(8, key.CreatedAt);
        return insert.TryRun() ? OperationOutcome.Done : Refusal.KeyExists;
    }

    private bool HasActive(string purpose)
    {
        active.Bind(1, purpose).Bind(2, (int)KeyState.Active);
        var found = active.Step();
        active.Reset();
        return found;
    }
}
