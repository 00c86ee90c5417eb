using Cabinet.Postgres.Servers;

namespace Cabinet.Host.Tests;

/// <summary>An empty database on a real server, for tests of the program on PostgreSQL.</summary>
internal sealed class ServerStore : IAsyncDisposable
{
    private readonly PostgresServer server;

    private ServerStore(PostgresServer server, string connectionString)
    {
        this.server = server;
        ConnectionString = connectionString;
    }

    /// <summary>How to reach it, in Npgsql's form.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts a server; the test is skipped, with the reason, where none is installed.</summary>
    public static async Task<ServerStore> StartAsync()
    {
        Assert.SkipUnless(
            PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        var cancelled = TestContext.Current.CancellationToken;
        var server = await PostgresServer.StartAsync(new PostgresServerSettings(), cancelled);
        return new ServerStore(server, await server.CreateDatabaseAsync(cancelled));
    }

    /// <summary>Reads one value.</summary>
    public Task<T> ReadAsync<T>(string sql) =>
        server.ReadAsync<T>(sql, ConnectionString.Split("Database=")[1].Split(';')[0]);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
