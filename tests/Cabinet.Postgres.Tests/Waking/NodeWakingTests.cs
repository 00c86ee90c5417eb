using System.Globalization;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Postgres.Servers;

namespace Cabinet.Postgres.Tests.Waking;

/// <summary>Jobs that one process enqueues start in another, whose next poll would come too late for the test.</summary>
public sealed class NodeWakingTests : IDisposable
{
    private const int Jobs = 5;

    // The longest that the options allow; a poll comes after three quarters of it at the earliest, and no test waits so long.
    private static readonly TimeSpan NoPoll = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private static int last;

    private readonly string folder = Directory.CreateTempSubdirectory("cabinet-waking-").FullName;
    private readonly string schema =
        string.Create(CultureInfo.InvariantCulture, $"node_waking_{Interlocked.Increment(ref last)}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string RootKey => Path.Combine(folder, "root.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public async Task A_job_that_another_process_enqueued_starts_without_a_poll(int connections)
    {
        var options = await OptionsAsync();
        options.MaximumConnections = connections;
        await using var client = await WakingNode.StartAsync(options, RootKey);
        await using var worker = await WakingNode.StartAsync(options, RootKey, NoPoll);
        await RunAsync(client, worker, first: 0);
    }

    [Fact]
    public async Task Jobs_go_on_starting_after_every_connection_was_terminated()
    {
        var options = await OptionsAsync();
        await using var client = await WakingNode.StartAsync(options, RootKey);
        options.ConnectionString += ";Application Name=" + schema;
        await using var worker = await WakingNode.StartAsync(options, RootKey, NoPoll);
        await RunAsync(client, worker, first: 0);
        var server = await TestServer.GetAsync(PostgresVersion.V15);
        await server.ExecuteAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema}'");

        // The first of them may be announced while nobody listens.
        await RunAsync(client, worker, first: Jobs);
    }

    [Fact]
    public async Task Through_a_transaction_pool_jobs_start_by_polling()
    {
        var server = await TestServer.GetAsync(PostgresVersion.V15);
        await using var bouncer = await BounceAsync(server);
        var options = Through(bouncer);
        await using var client = await WakingNode.StartAsync(options, RootKey);
        await using var worker = await WakingNode.StartAsync(options, RootKey, Poll);
        await RunAsync(client, worker, first: 0);
    }

    [Fact]
    public async Task Beside_a_transaction_pool_a_direct_connection_listens()
    {
        var server = await TestServer.GetAsync(PostgresVersion.V15);
        await using var bouncer = await BounceAsync(server);
        var options = Through(bouncer);
        options.ListenConnectionString = server.ConnectionString();
        await using var client = await WakingNode.StartAsync(options, RootKey);
        await using var worker = await WakingNode.StartAsync(options, RootKey, NoPoll);
        await RunAsync(client, worker, first: 0);
    }

    [Fact]
    public async Task Ten_thousand_jobs_are_announced_by_a_bounded_number_of_notifications()
    {
        var options = await OptionsAsync();
        await using var counter = new NotificationCounter(options);
        await counter.ListenAsync(Cancel);
        await using (var client = await WakingNode.StartAsync(options, RootKey))
        {
            await client.EnqueueManyAsync(1);
            for (var i = 0; i < 10; i++)
            {
                await client.EnqueueManyAsync(1_000);
            }
        }

        // One for each commit at most, whatever the number of its jobs.
        Assert.InRange(await counter.CountAsync(Cancel), 1, 11);
    }

    private static async Task RunAsync(WakingNode client, WakingNode worker, int first)
    {
        // One after the other: the first may be found by the worker's first claim, the others only if it is woken.
        for (var number = first; number < first + Jobs; number++)
        {
            await client.EnqueueAsync(number);
            Assert.Equal(number, await worker.NextStartAsync());
        }
    }

    private static async Task<PgBouncer> BounceAsync(PostgresServer server)
    {
        Assert.SkipUnless(PgBouncer.IsInstalled, PgBouncer.HowToInstall);
        return await PgBouncer.StartAsync(server.ConnectionString(), PgBouncerPoolMode.Transaction, poolSize: 8, Cancel);
    }

    private PostgresStoreOptions Through(PgBouncer bouncer) =>
        new() { ConnectionString = bouncer.ConnectionString, Schema = schema, PoolsTransactions = true };

    private async Task<PostgresStoreOptions> OptionsAsync() =>
        new() { ConnectionString = await TestServer.OpenAsync(PostgresVersion.V15), Schema = schema };
}
