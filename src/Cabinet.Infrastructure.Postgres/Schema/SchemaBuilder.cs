using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Relational;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>Applies migrations, each whole or not at all and under the lock.</summary>
internal static class SchemaBuilder
{
    private const string LogTableSql =
        """
        CREATE TABLE IF NOT EXISTS cabinet.schema_migration (
          number             integer     NOT NULL PRIMARY KEY,
          name               text        NOT NULL,
          checksum           text        NOT NULL,
          minimum_compatible integer     NOT NULL,
          applied_at         timestamptz NOT NULL
        )
        """;

    private const string AppliedSql = "SELECT coalesce(max(number), 0) FROM cabinet.schema_migration";

    private const string LogSql =
        """
        INSERT INTO cabinet.schema_migration (number, name, checksum, minimum_compatible, applied_at)
        VALUES ($1, $2, $3, $4, $5)
        """;

    /// <summary>Applies a script in one transaction, unless somebody has.</summary>
    /// <returns>Whether it was applied.</returns>
    public static async Task<bool> ApplyAsync(
        NpgsqlConnection connection,
        StoreDatabase database,
        MigrationScript script,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var schema = database.Schema;
        await using var transaction = await MigrationLock.TakeAsync(connection, database, time, cancellationToken);
        if (await SchemaRights.RequireSchemaAsync(connection, database, cancellationToken))
        {
            await ExecuteAsync(schema.CreateCommand(connection), cancellationToken);
        }

        await ExecuteAsync(schema.Command(connection, LogTableSql), cancellationToken);
        if (await IsAppliedAsync(connection, schema, script, cancellationToken))
        {
            return false;
        }

        await ExecuteAsync(schema.Command(connection, script.Text), cancellationToken);
        await LogAsync(connection, schema, script, time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Makes a schema as the scripts leave it, in the transaction that the connection is in.</summary>
    public static async Task MakeAsync(
        NpgsqlConnection connection,
        SchemaName schema,
        IEnumerable<MigrationScript> scripts,
        CancellationToken cancellationToken)
    {
        await ExecuteAsync(schema.CreateCommand(connection), cancellationToken);
        await ExecuteAsync(schema.Command(connection, LogTableSql), cancellationToken);
        foreach (var statement in scripts.SelectMany(script => script.Statements))
        {
            // Nobody else sees this schema, so what otherwise runs beside others' work needn't here.
            var text = statement.Replace(" CONCURRENTLY", "", StringComparison.Ordinal);
            await ExecuteAsync(schema.Command(connection, text), cancellationToken);
        }
    }

    /// <summary>
    /// Whether a script was applied. Another process may have been quicker: what counts is what the table says under the
    /// lock.
    /// </summary>
    public static async Task<bool> IsAppliedAsync(
        NpgsqlConnection connection, SchemaName schema, MigrationScript script, CancellationToken cancellationToken)
    {
        await using var applied = schema.Command(connection, AppliedSql);
        return (int)(await applied.ExecuteScalarAsync(cancellationToken))! >= script.Number;
    }

    /// <summary>Notes that a script was applied.</summary>
    public static Task LogAsync(
        NpgsqlConnection connection,
        SchemaName schema,
        MigrationScript script,
        DateTimeOffset now,
        CancellationToken cancellationToken) => ExecuteAsync(
        schema.Command(
            connection, LogSql, script.Number, script.Name, script.Checksum, script.MinimumCompatible, now.UtcDateTime),
        cancellationToken);

    /// <summary>Runs a statement that returns nothing.</summary>
    public static async Task ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
