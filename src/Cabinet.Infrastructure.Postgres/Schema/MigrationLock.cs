using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>
/// One migration of a store at a time. Held until the end of a transaction, so that it works through a proxy.
/// </summary>
/// <remarks>
/// Whoever waits asks again and again, each time in a new transaction. An index that is built concurrently waits for
/// every transaction that has a snapshot, and one that waits for the lock or has just asked for it has one: if it went
/// on, the two would wait for each other, and the server couldn't see it.
/// </remarks>
internal static class MigrationLock
{
    private const int MostAttempts = 600;

    // The first number is Cabinet's, the second one the schema's: others of the database are migrated independently.
    private const string TakeSql = "SELECT pg_try_advisory_xact_lock(1128418900, hashtext($1))";

    private const string ShareSql = "SELECT pg_try_advisory_xact_lock_shared(1128418900, hashtext($1))";

    // While a busy table is waited for, everybody else queues behind: so the wait is short.
    private const string WaitShortlySql = "SET LOCAL lock_timeout = '1s'";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Begins a transaction that holds it.</summary>
    /// <exception cref="StoreException">Somebody else held it for a minute.</exception>
    public static Task<NpgsqlTransaction> TakeAsync(
        NpgsqlConnection connection, StoreDatabase database, TimeProvider time, CancellationToken cancellationToken) =>
        WaitAsync(TakeSql, connection, database, time, cancellationToken);

    /// <summary>Begins a transaction that keeps migrations out, and not those who only compare.</summary>
    /// <exception cref="StoreException">Somebody migrated for a minute.</exception>
    public static Task<NpgsqlTransaction> ShareAsync(
        NpgsqlConnection connection, StoreDatabase database, TimeProvider time, CancellationToken cancellationToken) =>
        WaitAsync(ShareSql, connection, database, time, cancellationToken);

    private static async Task<NpgsqlTransaction> WaitAsync(
        string sql,
        NpgsqlConnection connection,
        StoreDatabase database,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await TryAsync(sql, connection, database.Schema, cancellationToken) is { } transaction)
            {
                return transaction;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        throw new StoreException(
            StoreFault.Unavailable,
            $"The store '{database.Label}' is being migrated by somebody else. Nothing was changed; try again later.");
    }

    private static async Task<NpgsqlTransaction?> TryAsync(
        string sql, NpgsqlConnection connection, SchemaName schema, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isTaken = false;
        try
        {
            await using var wait = schema.Command(connection, WaitShortlySql);
            await wait.ExecuteNonQueryAsync(cancellationToken);
            await using var command = schema.Command(connection, sql, schema.Name);
            isTaken = await command.ExecuteScalarAsync(cancellationToken) is true;
            return isTaken ? transaction : null;
        }
        finally
        {
            if (!isTaken)
            {
                await transaction.DisposeAsync();
            }
        }
    }
}
