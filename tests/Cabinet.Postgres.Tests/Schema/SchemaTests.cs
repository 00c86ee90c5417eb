using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Infrastructure.Relational;
using Cabinet.Postgres.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cabinet.Postgres.Tests.Schema;

/// <summary>A schema's name of its own on a real server, and what makes a store of it.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Tests ask with their own text only.")]
public abstract class SchemaTests : IAsyncLifetime
{
    private static int last;

    private protected SchemaName Schema { get; } = new($"of_migrator_{Interlocked.Increment(ref last)}");

    private protected PostgresServer Server { get; private set; } = null!;

    private protected string ConnectionString { get; set; } = "";

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.GetAsync(PostgresVersion.V15);
        ConnectionString = Server.ConnectionString();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Server is not null)
        {
            await ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema.Quoted} CASCADE");
        }
    }

    private protected PostgresStoreOptions Options() => new()
    {
        ConnectionString = ConnectionString,
        Schema = Schema.Name,
        MaximumConnections = 4,
    };

    private protected PostgresStoreMigrator Migrator(params IReadOnlyList<MigrationScript> more) =>
        new(Options(), TimeProvider.System, NullLogger.Instance) { Scripts = [.. PostgresScripts.All, .. more] };

    private protected PostgresStoreDriver OpenDriver() => OpenDriver(Options());

    private protected static PostgresStoreDriver OpenDriver(PostgresStoreOptions options) =>
        new(new StoreOpening(options, TimeProvider.System, NullLogger.Instance));

    private protected static async Task<StoreException> FailAsync<T>(ValueTask<T> task) =>
        await Assert.ThrowsAsync<StoreException>(async () => await task);

    /// <summary>Runs statements as superuser; the schema is called cabinet.</summary>
    private protected Task ExecuteAsync(string sql) => Server.ExecuteAsync(Schema.Qualify(sql));

    /// <summary>Reads a value as superuser; the schema is called cabinet.</summary>
    private protected Task<T> ReadAsync<T>(string sql) => Server.ReadAsync<T>(Schema.Qualify(sql));

    private protected async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(Server.ConnectionString());
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private protected async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(Schema.Qualify(sql), connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
