using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Postgres.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cabinet.Postgres.Tests.Reading;

/// <summary>Connections that lay in the pool while the server was restarted are nobody's trouble.</summary>
public sealed class RestartedServerTests
{
    private const int Readers = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresShutdown.Fast)]
    [InlineData(PostgresShutdown.Immediate)]
    public async Task A_read_after_a_restart_succeeds(PostgresShutdown mode)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        await using var server = await PostgresServer.StartAsync(new PostgresServerSettings { IsDurable = true }, Cancel);
        var options = new PostgresStoreOptions { ConnectionString = server.ConnectionString() };
        await new PostgresStoreMigrator(options, TimeProvider.System, NullLogger.Instance).MigrateAsync(Cancel);
        await using var driver = new PostgresStoreDriver(
            new StoreOpening(options, TimeProvider.System, NullLogger.Instance));
        await ReadAsync(driver);

        for (var restart = 0; restart < 2; restart++)
        {
            await server.StopAsync(mode, Cancel);
            await server.StartAgainAsync(Cancel);
            await ReadAsync(driver);
        }
    }

    // At once, so that each has a connection of its own.
    private static async Task ReadAsync(PostgresStoreDriver driver)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => driver.Nodes.ListAsync(Cancel).AsTask()));
        Assert.All(answers, Assert.Empty);
    }
}
