using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Keeps data keys, and forgets them for good.</summary>
internal static class DataKeyCommands
{
    private const string InsertCheckSql =
        "SELECT cabinet.refuse($1, $2, $3) WHERE EXISTS (SELECT FROM cabinet.data_key WHERE id = $3)";

    private const string InsertSql =
        """
        INSERT INTO cabinet.data_key (id, subject, tenant, profile, created_at, shredded_at, wrapped)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    // PostgreSQL writes a new version of the row. The bytes of the old one stay in the table's file until it is
    // vacuumed, and in the write-ahead log, its archive and the backups for as long as those are kept; there they are
    // still sealed under the ring's content key.
    private const string ShredSql =
        """
        WITH done AS (
          UPDATE cabinet.data_key SET wrapped = NULL, shredded_at = $2 WHERE id = $1 AND shredded_at IS NULL
          RETURNING 1)
        SELECT cabinet.refuse($3, $4) WHERE NOT EXISTS (SELECT FROM done)
        """;

    public static void Add(CommandList commands, AddDataKey operation, OperationPlace place)
    {
        var key = operation.Key;
        commands.Query(InsertCheckSql).Int(place.Number).Int((int)Refusal.DuplicateId).Id(key.Id);
        commands.Execute(InsertSql).Id(key.Id).Text(key.Subject).Text(key.Tenant).Small(key.Profile)
            .Time(key.CreatedAt).Time(key.ShreddedAt).Bytes(key.Wrapped.Sealed);
    }

    public static void Add(CommandList commands, ShredDataKey operation, OperationPlace place) =>
        commands.Query(ShredSql).Id(operation.Key).Time(operation.At)
            .Int(place.Number).Int((int)Refusal.DataKeyNotFound);
}
