using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Postgres.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>An empty store. Emptying one is much quicker than making one, so it goes to the next test that asks.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The names are made here.")]
public sealed class StorePlace
{
    private static readonly ConcurrentDictionary<StoreSetting, ConcurrentBag<StorePlace>> Free = new();
    private static int last;

    private readonly StoreSetting setting;
    private readonly string role;
    private string empty = string.Empty;

    private StorePlace(StoreSetting setting, PostgresServer server, string connectionString)
    {
        this.setting = setting;
        Server = server;
        ConnectionString = connectionString;
        Schema = new SchemaName($"{setting.Schema}_{Interlocked.Increment(ref last)}");
        role = new NpgsqlConnectionStringBuilder(connectionString).Username!;
    }

    public PostgresServer Server { get; }

    /// <summary>The driver's way to it: with the rights and through the proxy that the setting says.</summary>
    public string ConnectionString { get; }

    internal SchemaName Schema { get; }

    public static async Task<StorePlace> TakeAsync(StoreSetting setting)
    {
        if (Free.TryGetValue(setting, out var places) && places.TryTake(out var place))
        {
            return place;
        }

        var server = await TestServer.GetAsync(setting.Version);
        var connectionString = setting switch
        {
            { IsPooled: true } => (await TestServer.GetPoolerAsync(setting.Version)).ConnectionString,
            { IsRestricted: true } or { IsLimited: true } =>
                await server.CreateRestrictedRoleAsync("postgres", CancellationToken.None),
            _ => server.ConnectionString(),
        };
        place = new StorePlace(setting, server, connectionString);
        await place.MakeAsync();
        return place;
    }

    public PostgresStoreOptions Options(string connectionString) => new()
    {
        ConnectionString = connectionString,
        Schema = Schema.Name,
        MaximumConnections = setting.Connections,
        StatementTimeout = setting.StatementTimeout,
        PoolsTransactions = setting.IsPooled,
    };

    /// <summary>Makes an empty store in any database, and a table of a developer's own.</summary>
    public async Task CreateAsync(string connectionString)
    {
        await new PostgresStoreMigrator(Options(connectionString), TimeProvider.System, NullLogger.Instance)
            .MigrateAsync(CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand($"CREATE TABLE {Schema.Quoted}.own_row (id integer)");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Waits until the server has closed what was connected before: under a limit, who comes next finds no room until
    /// then.
    /// </summary>
    public Task DisconnectAsync() => Server.ReadAsync<bool>(
        $"SELECT bool_and(pg_terminate_backend(pid, 10000)) IS NOT FALSE FROM pg_stat_activity WHERE usename = '{role}'");

    /// <summary>Empties it for the next test.</summary>
    public async Task ReturnAsync()
    {
        await Server.ExecuteAsync(empty);
        Free.GetOrAdd(setting, static _ => []).Add(this);
    }

    private async Task MakeAsync()
    {
        await CreateAsync(setting.IsGranted ? Server.ConnectionString() : ConnectionString);
        if (setting.IsGranted)
        {
            await Server.ExecuteAsync(StoreRights.Grants(Schema, role));
        }

        if (setting.IsLimited)
        {
            await Server.ExecuteAsync($"ALTER ROLE {role} CONNECTION LIMIT {setting.Connections}");
        }

        // What a migration puts into a table stays.
        var text = await Server.ReadAsync<string>(
            $"""
            SELECT string_agg(format('DELETE FROM %I.%I;', schemaname, tablename), ' ') FROM pg_tables
            WHERE schemaname = '{Schema.Name}' AND (xpath('/row/count/text()', query_to_xml(
              format('SELECT count(*) FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text = '0'
            """);
        empty = text + Schema.Qualify(
            "UPDATE cabinet.counter SET value = CASE name WHEN 'ring' THEN 0 ELSE -9223372036854775808 END "
            + "WHERE name IN ('ring', 'nonce-floor')");
    }
}
