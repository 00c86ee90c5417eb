using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Relational;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>Applies migrations, each in a transaction of its own and under a lock.</summary>
internal static class SchemaBuilder
{
    // Of the database's whole and one for each schema; held until the end of the transaction, so that it works through a
    // proxy, too. While a busy table is waited for, everybody else queues behind: so the wait is short.
    private const string LockSql =
        """
        SELECT set_config('lock_timeout', '3s', true), pg_advisory_xact_lock(1128418900, hashtext($1))
        """;

    private const string ExistsSql = "SELECT to_regnamespace($1) IS NOT NULL";

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

    /// <summary>Applies a script unless somebody has; whole or not at all.</summary>
    /// <returns>Whether it was applied.</returns>
    public static async Task<bool> ApplyAsync(
        NpgsqlConnection connection,
        SchemaName schema,
        MigrationScript script,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(schema.Command(connection, LockSql, schema.Name), cancellationToken);
        await MakeSchemaAsync(connection, schema, cancellationToken);
        await ExecuteAsync(schema.Command(connection, LogTableSql), cancellationToken);

        // Another process may have been quicker: what counts is what the table says under the lock.
        await using var applied = schema.Command(connection, AppliedSql);
        if ((int)(await applied.ExecuteScalarAsync(cancellationToken))! >= script.Number)
        {
            return false;
        }

        await ExecuteAsync(schema.Command(connection, script.Text), cancellationToken);
        await ExecuteAsync(
            schema.Command(
                connection, LogSql, script.Number, script.Name, script.Checksum, script.MinimumCompatible,
                now.UtcDateTime),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // A schema that was made for a role is used as it is; making one needs a right that the role may not have.
    private static async Task MakeSchemaAsync(
        NpgsqlConnection connection, SchemaName schema, CancellationToken cancellationToken)
    {
        await using var exists = schema.Command(connection, ExistsSql, schema.Quoted);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            await ExecuteAsync(schema.CreateCommand(connection), cancellationToken);
        }
    }

    private static async Task ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
