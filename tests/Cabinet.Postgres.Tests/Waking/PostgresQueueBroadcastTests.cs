using System.Globalization;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Waking;
using Cabinet.Postgres.Servers;

namespace Cabinet.Postgres.Tests.Waking;

/// <summary>Announcements between processes that share a real server.</summary>
public sealed class PostgresQueueBroadcastTests
{
    private static readonly QueueName Mail = new("mail");

    private static int last;

    private readonly string schema =
        string.Create(CultureInfo.InvariantCulture, $"waking_{Interlocked.Increment(ref last)}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_process_announces_another_hears()
    {
        var options = await OptionsAsync();
        await using var listener = new WakingProcess(options);
        await using var announcer = new WakingProcess(options);
        await listener.ListenAsync();
        announcer.Broadcast.Announce(Mail);
        Assert.Equal(Mail, await listener.HearAsync());
        announcer.Broadcast.AnnounceAll();
        Assert.Null(await listener.HearAsync());
    }

    [Fact]
    public async Task A_process_hears_neither_itself_nor_other_stores()
    {
        var options = await OptionsAsync();
        await using var listener = new WakingProcess(options);
        await using var announcer = new WakingProcess(options);
        await using var listening = new NotificationCounter(options);
        await listening.ListenAsync(Cancel);
        await listener.ListenAsync();
        listener.Broadcast.Announce(new QueueName("own"));
        Assert.EndsWith(" own", await listening.HearAsync(Cancel), StringComparison.Ordinal);
        await using (var other = new WakingProcess(await OptionsAsync(schema + "_other")))
        {
            other.Broadcast.Announce(new QueueName("elsewhere"));
        }

        announcer.Broadcast.Announce(Mail);
        Assert.Equal(Mail, await listener.HearAsync());
    }

    [Fact]
    public async Task A_listener_that_was_terminated_listens_again_and_wakes_everything_once()
    {
        var options = await OptionsAsync();
        options.ConnectionString += ";Application Name=" + schema;
        await using var listener = new WakingProcess(options);
        await using var announcer = new WakingProcess(options);
        await listener.ListenAsync();
        var server = await TestServer.GetAsync(PostgresVersion.V15);
        await server.ExecuteAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema}'");
        await listener.Log.WhenAsync(5111);
        Assert.Null(await listener.HearAsync());
        announcer.Broadcast.Announce(Mail);
        Assert.Equal(Mail, await listener.HearAsync());
    }

    [Fact]
    public async Task A_listener_in_a_black_hole_is_noticed_and_replaced()
    {
        var server = await TestServer.GetAsync(PostgresVersion.V15);
        await using var proxy = TcpProxy.Start(server.Port);
        var options = await OptionsAsync();
        options.ListenConnectionString = $"{options.ConnectionString};Port={proxy.Port};Timeout=1";
        await using var listener = new WakingProcess(options);
        await using var announcer = new WakingProcess(options);
        await listener.ListenAsync();
        proxy.BlackHole();

        // Nobody tells the client of it: only the missing answer does.
        await listener.Log.WhenAsync(5111);
        proxy.Heal();
        Assert.Null(await listener.HearAsync());
        announcer.Broadcast.Announce(Mail);
        Assert.Equal(Mail, await listener.HearAsync());
    }

    [Fact]
    public async Task Nobody_listens_through_a_transaction_pool_unless_it_is_said_where()
    {
        var server = await TestServer.GetAsync(PostgresVersion.V15);
        Assert.SkipUnless(PgBouncer.IsInstalled, PgBouncer.HowToInstall);
        await using var bouncer = await PgBouncer.StartAsync(
            server.ConnectionString(), PgBouncerPoolMode.Transaction, poolSize: 2, Cancel);
        var options = new PostgresStoreOptions
        {
            ConnectionString = bouncer.ConnectionString, Schema = schema, PoolsTransactions = true,
        };
        await using var announcer = new WakingProcess(options);
        using (announcer.Broadcast.Listen(_ => Assert.Fail("Heard."), () => Assert.Fail("Heard all.")))
        {
            await announcer.Log.WhenAsync(5113);
        }

        options.ListenConnectionString = server.ConnectionString();
        await using var listener = new WakingProcess(options);
        await listener.ListenAsync();
        announcer.Broadcast.Announce(Mail);
        Assert.Equal(Mail, await listener.HearAsync());
    }

    [Fact]
    public async Task A_burst_is_announced_once_at_its_beginning_and_once_each_interval()
    {
        var options = await OptionsAsync();
        options.WakeInterval = TimeSpan.FromSeconds(1);
        await using var counter = new NotificationCounter(options);
        await counter.ListenAsync(Cancel);
        var started = TimeProvider.System.GetTimestamp();
        await using (var announcer = new WakingProcess(options))
        {
            for (var i = 0; i < 10_000; i++)
            {
                announcer.Broadcast.Announce(Mail);
            }
        }

        var seconds = (int)TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Assert.InRange(await counter.CountAsync(Cancel), 1, 2 + seconds);
    }

    [Fact]
    public async Task Announcing_goes_on_when_the_server_takes_connections_again()
    {
        var server = await TestServer.GetAsync(PostgresVersion.V15);
        await using var proxy = TcpProxy.Start(server.Port);
        var options = await OptionsAsync();
        await using var listener = new WakingProcess(options);
        await listener.ListenAsync();
        await using var announcer = new WakingProcess(
            new() { ConnectionString = $"{options.ConnectionString};Port={proxy.Port};Timeout=1", Schema = schema });
        proxy.BlackHole();
        announcer.Broadcast.Announce(Mail);
        await announcer.Log.WhenAsync(5114);
        proxy.Heal();
        Assert.Equal(Mail, await listener.HearAsync());
        await announcer.Log.WhenAsync(5115);
    }

    [Fact]
    public async Task One_listens_for_a_process_at_a_time()
    {
        await using var process = new WakingProcess(await OptionsAsync());
        using (await process.ListenAsync())
        {
            Assert.Throws<InvalidOperationException>(() => process.Broadcast.Listen(_ => { }, () => { }));
        }

        using var again = await process.ListenAsync();
    }

    [Theory]
    [InlineData(3, false, null, null)]
    [InlineData(4, false, null, "Host=a")]
    [InlineData(8, true, null, null)]
    [InlineData(4, true, "Host=b", "Host=b")]
    public void It_listens_where_a_connection_is_left_for_it(int maximum, bool pools, string? listen, string? target)
    {
        var options = new PostgresStoreOptions
        {
            ConnectionString = "Host=a",
            MaximumConnections = maximum,
            PoolsTransactions = pools,
            ListenConnectionString = listen,
        };
        Assert.Equal(target, ListenTarget.Of(options));
        Assert.Equal(target is null ? 0 : 1, ListenTarget.ConnectionsOf(options));
    }

    private async Task<PostgresStoreOptions> OptionsAsync(string? name = null) =>
        new() { ConnectionString = await TestServer.OpenAsync(PostgresVersion.V15), Schema = name ?? schema };
}
