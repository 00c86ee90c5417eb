using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Persistence;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Postgres.Servers;
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
            await ExecuteAsync($"CREATE SCHEMA {schema.Quoted}; {schema.Qualify(ReadScript())}");
        }

        var options = new PostgresStoreOptions { ConnectionString = server, Schema = schema.Name };
        return new PostgresStoreDriver(new StoreOpening(options, TimeProvider.System));
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

    private static string ReadScript()
    {
        using var stream = typeof(PostgresStoreDriver).Assembly.GetManifestResourceStream("0001_store.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
