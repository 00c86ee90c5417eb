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
public sealed class PostgresHarness : IDurableStoreHarness
{
    private static int last;

    private readonly SchemaName schema = new($"conformance_{Interlocked.Increment(ref last)}");
    private string? server;

    public async ValueTask<IStoreDriver> OpenAsync()
    {
        if (server is null)
        {
            server = await TestServer.OpenAsync(PostgresVersion.V15);
            await new PostgresStoreMigrator(Options(), TimeProvider.System, NullLogger.Instance)
                .MigrateAsync(CancellationToken.None);
        }

        return new PostgresStoreDriver(new StoreOpening(Options(), TimeProvider.System, NullLogger.Instance));
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await ExecuteAsync($"DROP SCHEMA {schema.Quoted} CASCADE");
        }
    }

    private async Task ExecuteAsync(string text)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }

    private PostgresStoreOptions Options() => new() { ConnectionString = server!, Schema = schema.Name };
}
