using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Keeps data keys, and forgets them for good.</summary>
internal sealed class DataKeyWriter(SqliteConnection connection)
{
    private const string InsertSql =
        """
        INSERT INTO data_key (id, subject, tenant, profile, created_at, shredded_at, wrapped)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """;

    private const string ShredSql =
        "UPDATE data_key SET wrapped = NULL, shredded_at = ?2 WHERE id = ?1 AND shredded_at IS NULL";

    private const string LivesSql = "SELECT 1 FROM data_key WHERE id = ?1 AND shredded_at IS NULL";

    private readonly SqliteStatement insert = connection.Prepare(InsertSql);
    private readonly SqliteStatement shred = connection.Prepare(ShredSql);
    private readonly SqliteStatement lives = connection.Prepare(LivesSql);

    public OperationOutcome Add(AddDataKey operation)
    {
        var key = operation.Key;
        insert.Bind(1, key.Id).Bind(2, key.Subject).Bind(3, key.Tenant).Bind(4, key.Profile).Bind(5, key.CreatedAt)
            .Bind(6, key.ShreddedAt).Bind(7, key.Wrapped.Sealed.Span);
        return insert.TryRun() ? OperationOutcome.Done : OperationOutcome.Refused(Refusal.DuplicateId, key.Id);
    }

    public OperationOutcome Shred(ShredDataKey operation)
    {
        if (!Lives(operation.Key))
        {
            return Refusal.DataKeyNotFound;
        }

        connection.RunErasing(shred.Bind(1, operation.Key).Bind(2, operation.At));
        return OperationOutcome.Done;
    }

    private bool Lives(Guid key)
    {
        lives.Bind(1, key);
        var found = lives.Step();
        lives.Reset();
        return found;
    }
}
