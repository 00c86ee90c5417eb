using System.Collections.Concurrent;
using Cabinet.Postgres.Servers;

[assembly: AssemblyFixture(typeof(Cabinet.Postgres.Tests.TestServer))]

namespace Cabinet.Postgres.Tests;

/// <summary>One real server of each version for all tests of the assembly, started when the first of them asks.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private const int PoolSize = 40;

    private static readonly ConcurrentDictionary<PostgresVersion, Lazy<Task<PostgresServer>>> Servers = new();
    private static readonly ConcurrentDictionary<PostgresVersion, Lazy<Task<PgBouncer>>> Poolers = new();

    /// <summary>The server; the test is skipped, with the reason, where it isn't installed.</summary>
    public static async Task<PostgresServer> GetAsync(PostgresVersion version)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled(version), PostgresServer.HowToInstall(version));
        return await Servers.GetOrAdd(version, static key => new(() => StartAsync(key))).Value;
    }

    /// <summary>PgBouncer before the server, for a restricted role of its own; it pools by transaction.</summary>
    public static async Task<PgBouncer> GetPoolerAsync(PostgresVersion version)
    {
        Assert.SkipUnless(PgBouncer.IsInstalled, PgBouncer.HowToInstall);
        var server = await GetAsync(version);
        return await Poolers.GetOrAdd(version, _ => new(() => StartPoolerAsync(server))).Value;
    }

    /// <summary>A connection string to a database that the tests share, each in a schema of its own.</summary>
    public static async Task<string> OpenAsync(PostgresVersion version) => (await GetAsync(version)).ConnectionString();

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, pooler) in Poolers)
        {
            await (await pooler.Value).DisposeAsync();
        }

        foreach (var (_, server) in Servers)
        {
            await (await server.Value).DisposeAsync();
        }
    }

    private static async Task<PgBouncer> StartPoolerAsync(PostgresServer server) => await PgBouncer.StartAsync(
        await server.CreateRestrictedRoleAsync("postgres", CancellationToken.None),
        PgBouncerPoolMode.Transaction,
        PoolSize,
        CancellationToken.None);

    private static Task<PostgresServer> StartAsync(PostgresVersion version) => PostgresServer.StartAsync(
        new PostgresServerSettings
        {
            Version = version,
            Settings = new Dictionary<string, string> { ["max_connections"] = "400" },
        },
        CancellationToken.None);
}
