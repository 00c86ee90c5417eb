using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Observability;
using Cabinet.Infrastructure.Relational;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>Brings the store's schema up to date, and says how it differs.</summary>
internal sealed class PostgresStoreMigrator(PostgresStoreOptions options, TimeProvider time, ILogger logger)
    : IStoreMigrator
{
    private const int ConnectionsWhileMigrating = 2;

    // A busy table was in the way so often: somebody keeps it locked.
    private const int MostAttempts = 10;

    public ValueTask<SchemaStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        RunAsync(ReadStatusAsync, cancellationToken);

    public ValueTask<SchemaStatus> MigrateAsync(CancellationToken cancellationToken) =>
        RunAsync(MigrateAsync, cancellationToken);

    public ValueTask<IReadOnlyList<string>> FindDriftAsync(CancellationToken cancellationToken) =>
        RunAsync(FindDriftAsync, cancellationToken);

    private async Task<SchemaStatus> MigrateAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        SchemaCheck.RequireServer(connection, database.Label);
        var (version, minimum) = await SchemaCheck.ReadAsync(connection, database.Schema, cancellationToken);
        SchemaVersions.RequireNotTooNew(database.Label, version, minimum, PostgresScripts.All[^1].Number);
        foreach (var script in PostgresScripts.All.Where(script => script.Number > version))
        {
            if (await ApplyAsync(connection, database.Schema, script, cancellationToken))
            {
                PostgresLog.Migrated(logger, database.Label, script.Name);
            }
        }

        return await ReadStatusAsync(connection, database, cancellationToken);
    }

    // Each attempt waits only shortly for a busy table, so that what comes behind it isn't held up for long.
    private async Task<bool> ApplyAsync(
        NpgsqlConnection connection, SchemaName schema, MigrationScript script, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SchemaBuilder.ApplyAsync(connection, schema, script, time.GetUtcNow(), cancellationToken);
            }
            catch (PostgresException busy)
                when (busy.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < MostAttempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
            }
        }
    }

    private static async Task<SchemaStatus> ReadStatusAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        var (version, minimum) = await SchemaCheck.ReadAsync(connection, database.Schema, cancellationToken);
        return new SchemaStatus(
            $"PostgreSQL, {database.Label}, schema {database.Schema.Name}", version, PostgresScripts.All[^1].Number,
            minimum, [.. PostgresScripts.All.Where(script => script.Number > version).Select(script => script.Name)]);
    }

    private static async Task<IReadOnlyList<string>> FindDriftAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        var (version, minimum) = await SchemaCheck.ReadAsync(connection, database.Schema, cancellationToken);
        SchemaVersions.RequireNotTooNew(database.Label, version, minimum, PostgresScripts.All[^1].Number);
        return version == 0
            ? ["The store has no schema yet. Run 'cabinet db migrate'."]
            : await SchemaDrift.FindAsync(connection, database.Schema, version, cancellationToken);
    }

    private async ValueTask<T> RunAsync<T>(
        Func<NpgsqlConnection, StoreDatabase, CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        var database = StoreConnections.Build(options, ConnectionsWhileMigrating);
        await using (database.Source)
        {
            try
            {
                await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
                return await run(connection, database, cancellationToken);
            }
            catch (Exception trouble) when (PostgresFaults.IsTrouble(trouble))
            {
                throw PostgresFaults.ToStoreException(trouble, database.Label);
            }
        }
    }
}
