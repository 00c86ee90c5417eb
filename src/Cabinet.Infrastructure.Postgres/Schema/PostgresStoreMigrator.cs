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

    // An index on a large table takes longer than any statement of a node may.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The steps of the schema; those of this release unless a test brings its own.</summary>
    public IReadOnlyList<MigrationScript> Scripts { get; init; } = PostgresScripts.All;

    private int Latest => Scripts[^1].Number;

    public ValueTask<SchemaStatus> ReadStatusAsync(CancellationToken cancellationToken) =>
        RunAsync(ReadStatusAsync, options.StatementTimeout, cancellationToken);

    public ValueTask<SchemaStatus> MigrateAsync(CancellationToken cancellationToken) =>
        RunAsync(MigrateAsync, Patience, cancellationToken);

    public ValueTask<IReadOnlyList<string>> FindDriftAsync(CancellationToken cancellationToken) =>
        RunAsync(FindDriftAsync, options.StatementTimeout, cancellationToken);

    private async Task<SchemaStatus> MigrateAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        SchemaCheck.RequireServer(connection.PostgreSqlVersion, database.Label);
        var (version, minimum) = await SchemaCheck.ReadAsync(connection, database, cancellationToken);
        SchemaVersions.RequireNotTooNew(database.Label, version, minimum, Latest);
        foreach (var script in Scripts.Where(script => script.Number > version))
        {
            if (await TryAsync(() => ApplyAsync(connection, database, script, cancellationToken), cancellationToken))
            {
                PostgresLog.Migrated(logger, database.Label, script.Name);
            }
        }

        if (await TryAsync(
            () => RestoredDump.RepairAsync(connection, database, time, cancellationToken), cancellationToken))
        {
            PostgresLog.Repaired(logger, database.Label);
        }

        return await ReadStatusAsync(connection, database, cancellationToken);
    }

    private Task<bool> ApplyAsync(
        NpgsqlConnection connection,
        StoreDatabase database,
        MigrationScript script,
        CancellationToken cancellationToken) => script.IsTransactional
        ? SchemaBuilder.ApplyAsync(connection, database, script, time, cancellationToken)
        : StatementSteps.ApplyAsync(connection, database, script, time, cancellationToken);

    // Each attempt waits only shortly for a busy table, so that what comes behind it isn't held up for long.
    private async Task<bool> TryAsync(Func<Task<bool>> step, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await step();
            }
            catch (PostgresException busy)
                when (busy.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < MostAttempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
            }
        }
    }

    private async Task<SchemaStatus> ReadStatusAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        var (version, minimum) = await SchemaCheck.ReadAsync(connection, database, cancellationToken);
        return new SchemaStatus(
            $"PostgreSQL, {database.Label}, schema {database.Schema.Name}", version, Latest,
            minimum, [.. Scripts.Where(script => script.Number > version).Select(script => script.Name)]);
    }

    private async Task<IReadOnlyList<string>> FindDriftAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        var (version, minimum) = await SchemaCheck.ReadAsync(connection, database, cancellationToken);
        SchemaVersions.RequireNotTooNew(database.Label, version, minimum, Latest);
        if (version == 0)
        {
            return ["The store has no schema yet. Run 'cabinet db migrate'."];
        }

        return version > Latest
            ? [$"The schema couldn't be compared: it has version {version}, and this release knows those up to {Latest}. "
                + "Compare it with the release that made it."]
            : await SchemaDrift.FindAsync(
                connection, database, [.. Scripts.Where(script => script.Number <= version)], time, cancellationToken);
    }

    private async ValueTask<T> RunAsync<T>(
        Func<NpgsqlConnection, StoreDatabase, CancellationToken, Task<T>> run,
        TimeSpan statementTimeout,
        CancellationToken cancellationToken)
    {
        var bounded = new PostgresStoreOptions
        {
            ConnectionString = options.ConnectionString,
            Schema = options.Schema,
            PoolsTransactions = options.PoolsTransactions,
            StatementTimeout = statementTimeout,
        };
        var database = StoreConnections.Build(bounded, ConnectionsWhileMigrating);
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
