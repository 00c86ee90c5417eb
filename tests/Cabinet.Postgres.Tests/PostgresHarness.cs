using System.Data;
using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Persistence;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Postgres.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cabinet.Postgres.Tests;

[SuppressMessage("Security", "CA2100", Justification = "The schema's name is made here.")]
public sealed class PostgresHarness : IDurableStoreHarness, ITransactionalStoreHarness
{
    private static int last;

    private readonly SchemaName schema = new($"conformance_{Interlocked.Increment(ref last)}");
    private string? server;

    public async ValueTask<IStoreDriver> OpenAsync()
    {
        if (server is null)
        {
            server = await TestServer.OpenAsync(PostgresVersion.V15);
            await CreateStoreAsync(server);
        }

        return new PostgresStoreDriver(new StoreOpening(Options(server), TimeProvider.System, NullLogger.Instance));
    }

    /// <summary>Makes an empty store in this harness's schema of any database.</summary>
    public async Task CreateStoreAsync(string target)
    {
        await new PostgresStoreMigrator(Options(target), TimeProvider.System, NullLogger.Instance)
            .MigrateAsync(CancellationToken.None);
        await ExecuteAsync(target, $"CREATE TABLE {schema.Quoted}.own_row (id integer)");
    }

    public ValueTask<IOwnTransaction> BeginAsync() => BeginAsync(IsolationLevel.ReadCommitted);

    public async ValueTask<IOwnTransaction> BeginAsync(IsolationLevel level) =>
        await OwnPostgresTransaction.BeginAsync(server!, schema, level);

    public async ValueTask<long> CountRowsAsync()
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {schema.Quoted}.own_row", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await ExecuteAsync(server, $"DROP SCHEMA {schema.Quoted} CASCADE");
        }
    }

    private static async Task ExecuteAsync(string target, string text)
    {
        await using var connection = new NpgsqlConnection(target);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }

    private PostgresStoreOptions Options(string target) => new() { ConnectionString = target, Schema = schema.Name };
}
