using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Postgres.Servers;
using Npgsql;

namespace Cabinet.Postgres.Tests.Connections;

/// <summary>How connections are set up, and that the settings last.</summary>
public sealed class StoreConnectionsTests
{
    private const string Server = "Host=db1;Database=app;Username=u;Password=hush";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_not_said_is_set()
    {
        var settings = Settings(Server);
        Assert.Equal("cabinet", settings.ApplicationName);
        Assert.Equal(200, settings.MaxAutoPrepare);
        Assert.Equal(2, settings.AutoPrepareMinUsages);
        Assert.Equal(8, settings.MaxPoolSize);
        Assert.True(settings.NoResetOnClose);
        Assert.True(settings.TcpKeepAlive);
        Assert.Equal(10, settings.KeepAlive);
        Assert.Equal(35, settings.CommandTimeout);
        Assert.Equal(1, settings.HostRecheckSeconds);
        Assert.False(settings.IncludeErrorDetail);
    }

    [Fact]
    public void What_is_said_stays()
    {
        var settings = Settings(
            Server + ";Application Name=mine;Max Auto Prepare=7;MaxPoolSize=5;Keepalive=0;Timeout=60;"
            + "Include Error Detail=true");
        Assert.Equal("mine", settings.ApplicationName);
        Assert.Equal(7, settings.MaxAutoPrepare);
        Assert.Equal(5, settings.MaxPoolSize);
        Assert.Equal(0, settings.KeepAlive);
        Assert.Equal(60, settings.Timeout);
        Assert.False(settings.IncludeErrorDetail);
    }

    [Fact]
    public void The_pool_is_never_larger_than_allowed() =>
        Assert.Equal(8, Settings(Server + ";Maximum Pool Size=90;Minimum Pool Size=20").MaxPoolSize);

    [Fact]
    public void Nothing_is_prepared_through_a_transaction_pool()
    {
        var settings = Settings(Server + ";Max Auto Prepare=7", poolsTransactions: true);
        Assert.Equal(0, settings.MaxAutoPrepare);
        Assert.True(settings.NoResetOnClose);
    }

    [Theory]
    [InlineData(Server, "db1:5432/app")]
    [InlineData("Host=a,b:6000;Username=u;Password=hush", "a,b:6000/u")]
    public void The_label_says_where_and_nothing_secret(string server, string label) =>
        Assert.Equal(label, StoreConnections.Label(Settings(server)));

    [Fact]
    public async Task Settings_last_from_use_to_use()
    {
        var database = Build(await RequireServerAsync());
        await using var source = database.Source;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ShowAsync(source, "enable_seqscan")));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("off", await ShowAsync(source, "enable_seqscan"));
            Assert.Equal("30s", await ShowAsync(source, "statement_timeout"));
            Assert.Equal("30s", await ShowAsync(source, "idle_in_transaction_session_timeout"));
            Assert.Equal("read committed", await ShowAsync(source, "transaction_isolation"));
            Assert.Equal("UTC", await ShowAsync(source, "TimeZone"));
            Assert.Equal("off", await ShowAsync(source, "jit"));
            Assert.Equal("cabinet", await ShowAsync(source, "application_name"));
        }
    }

    [Fact]
    public async Task Nothing_is_left_in_a_session_of_a_transaction_pool()
    {
        var database = Build(await RequireServerAsync(), poolsTransactions: true);
        await using var source = database.Source;
        Assert.Equal("on", await ShowAsync(source, "enable_seqscan"));
        Assert.Equal("0", await ShowAsync(source, "statement_timeout"));
    }

    [Fact]
    public async Task Of_several_hosts_the_primary_is_found()
    {
        var server = new NpgsqlConnectionStringBuilder(await RequireServerAsync());
        server.Host = $"{server.Host}:1,{server.Host}:{server.Port}";
        var database = Build(server.ConnectionString);
        await using var source = database.Source;
        Assert.Equal("off", await ShowAsync(source, "in_hot_standby"));
        Assert.Equal("off", await ShowAsync(source, "enable_seqscan"));
    }

    [Fact]
    public async Task Closing_a_source_of_several_hosts_closes_its_connections()
    {
        var server = new NpgsqlConnectionStringBuilder(await RequireServerAsync()) { ApplicationName = $"many {Environment.ProcessId}" };
        var name = server.ApplicationName;
        server.Host = $"{server.Host}:1,{server.Host}:{server.Port}";
        var database = Build(server.ConnectionString);
        await ShowAsync(database.Source, "jit");
        await database.Source.DisposeAsync();

        await using var other = NpgsqlDataSource.Create(await RequireServerAsync());
        long left;
        do
        {
            await using var count = other.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1");
            count.Parameters.Add(new() { Value = name });
            left = (long)(await count.ExecuteScalarAsync(Cancel))!;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
        while (left > 0);
        Assert.Equal(0, left);
    }

    private static Task<string> RequireServerAsync() => TestServer.OpenAsync(PostgresVersion.V15);

    private static StoreDatabase Build(string server, bool poolsTransactions = false) => StoreConnections.Build(
        new PostgresStoreOptions { ConnectionString = server, PoolsTransactions = poolsTransactions }, 2);

    private static NpgsqlConnectionStringBuilder Settings(string server, bool poolsTransactions = false)
    {
        var options = new PostgresStoreOptions { ConnectionString = server, PoolsTransactions = poolsTransactions };
        return StoreConnections.Settings(options, options.MaximumConnections);
    }

    private static async Task<object?> ShowAsync(NpgsqlDataSource source, string setting)
    {
        await using var show = source.CreateCommand("SELECT current_setting($1)");
        show.Parameters.Add(new() { Value = setting });
        return await show.ExecuteScalarAsync(Cancel);
    }
}
