using System.Text.RegularExpressions;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Relational;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>Applies a script whose statements can't run in a transaction, such as CREATE INDEX CONCURRENTLY.</summary>
/// <remarks>
/// The lock is held by the transaction of a second connection. After an interruption the whole script runs again: each
/// statement has to be harmless then (IF NOT EXISTS), and the broken index of an interrupted attempt is dropped first.
/// </remarks>
internal static partial class StatementSteps
{
    // The guard is idle in its transaction for as long as an index takes. This has to be its last statement before: a
    // query stays open, with its snapshot, until the next statement, and the index would wait for it for ever.
    private const string PatienceSql = "SET LOCAL idle_in_transaction_session_timeout = 0";

    private const string InvalidSql =
        """
        SELECT EXISTS (
          SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = $1 AND c.relname = $2 AND NOT i.indisvalid)
        """;

    /// <summary>Applies a script unless somebody has.</summary>
    /// <returns>Whether it was applied.</returns>
    public static async Task<bool> ApplyAsync(
        NpgsqlConnection connection,
        StoreDatabase database,
        MigrationScript script,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        await using var guard = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MigrationLock.TakeAsync(guard, database, time, cancellationToken);
        if (await SchemaBuilder.IsAppliedAsync(guard, database.Schema, script, cancellationToken))
        {
            return false;
        }

        await SchemaBuilder.ExecuteAsync(database.Schema.Command(guard, PatienceSql), cancellationToken);
        foreach (var statement in script.Statements)
        {
            await DropInvalidAsync(connection, database.Schema, statement, cancellationToken);
            await SchemaBuilder.ExecuteAsync(database.Schema.Command(connection, statement), cancellationToken);
        }

        await SchemaBuilder.LogAsync(guard, database.Schema, script, time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task DropInvalidAsync(
        NpgsqlConnection connection, SchemaName schema, string statement, CancellationToken cancellationToken)
    {
        if (IndexPattern().Match(statement) is not { Success: true } match)
        {
            return;
        }

        var name = match.Groups["name"].Value;
        await using var find = schema.Command(connection, InvalidSql, schema.Name, name);
        if (await find.ExecuteScalarAsync(cancellationToken) is true)
        {
            await SchemaBuilder.ExecuteAsync(
                schema.Command(connection, $"DROP INDEX CONCURRENTLY cabinet.{name}"), cancellationToken);
        }
    }

    [GeneratedRegex(@"^CREATE\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+IF\s+NOT\s+EXISTS\s+(?<name>[a-z0-9_]+)\s")]
    private static partial Regex IndexPattern();
}
