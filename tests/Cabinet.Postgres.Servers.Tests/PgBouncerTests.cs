using Npgsql;

namespace Cabinet.Postgres.Servers.Tests;

public sealed class PgBouncerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_share_the_servers_connections_in_transaction_mode()
    {
        Assert.SkipUnless(PgBouncer.IsInstalled, PgBouncer.HowToInstall);
        await using var server = await Versions.StartAsync(PostgresVersion.V15);
        var database = await server.CreateDatabaseAsync(Cancelled);
        await using var bouncer = await PgBouncer.StartAsync(database, PgBouncerPoolMode.Transaction, 1, Cancelled);
        await using var source = NpgsqlDataSource.Create(bouncer.ConnectionString);

        await using var first = await source.OpenConnectionAsync(Cancelled);
        await using var second = await source.OpenConnectionAsync(Cancelled);

        Assert.Equal(await ServerProcessAsync(first), await ServerProcessAsync(second));
        Assert.NotEqual(server.Port, new NpgsqlConnectionStringBuilder(bouncer.ConnectionString).Port);
    }

    private static async Task<int> ServerProcessAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(Cancelled))!;
    }
}
