using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Postgres.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cabinet.Postgres.Tests.Writing;

/// <summary>
/// A primary without its synchronous standby: what waits there for the standby and is cancelled returns as a success with
/// a warning, and must not count as durable.
/// </summary>
public sealed class StandbyTests : IAsyncLifetime
{
    private const string WaitingSql =
        "SELECT coalesce(min(pid), 0) FROM pg_stat_activity WHERE application_name = 'cabinet' AND wait_event = 'SyncRep'";

    private const int ConnectionsForOneLaneOfAKind = 4;

    private readonly StoreSamples samples = new();
    private PostgresServer primary = null!;
    private PostgresServer standby = null!;
    private PostgresStoreDriver driver = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        primary = await PostgresServer.StartAsync(new PostgresServerSettings { IsDurable = true }, Cancel);
        var options = new PostgresStoreOptions { ConnectionString = primary.ConnectionString() };
        await new PostgresStoreMigrator(options, TimeProvider.System, NullLogger.Instance).MigrateAsync(Cancel);
        standby = await primary.StartStandbyAsync(Cancel);
        await primary.MakeSynchronousAsync(Cancel);
        driver = Open();
    }

    public async ValueTask DisposeAsync()
    {
        // Servers first: a commit that still waits for a standby ends with them.
        foreach (var server in new[] { standby, primary })
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        if (driver is not null)
        {
            await driver.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_commit_whose_wait_was_cancelled_is_acknowledged_when_the_standby_has_it()
    {
        var job = samples.Job();
        await WriteAsync(new EnqueueJob(samples.Job()));
        await standby.StopAsync(PostgresShutdown.Fast, Cancel);
        var commit = CommitAsync(new EnqueueJob(job));
        await CancelWaitAsync(commit);
        await SomebodyWaitsAsync(commit);
        Assert.False(commit.IsCompleted);

        await standby.StartAgainAsync(Cancel);
        Assert.IsType<CommitResult.Committed>(await commit);
        await primary.KillAsync();
        await standby.PromoteAsync(Cancel);
        Assert.Equal(1, await CountAsync(job));
    }

    [Fact]
    public async Task A_commit_that_never_reached_the_standby_is_run_again_when_that_was_promoted()
    {
        var job = samples.Job();
        await WriteAsync(new EnqueueJob(samples.Job()));
        await standby.StopAsync(PostgresShutdown.Fast, Cancel);
        var commit = CommitAsync(new EnqueueJob(job));
        await CancelWaitAsync(commit);
        await SomebodyWaitsAsync(commit);
        await primary.KillAsync();

        await standby.StartAgainAsync(Cancel);
        Assert.Equal(0, await CountAsync(job));
        await standby.PromoteAsync(Cancel);
        Assert.IsType<CommitResult.Committed>(await commit);
        Assert.Equal(1, await CountAsync(job));
    }

    [Fact]
    public async Task A_claim_whose_wait_was_cancelled_is_given_to_nobody()
    {
        var node = samples.Node();
        var request = new ClaimRequest(node.Id, StoreSamples.Queue, Limit: 1, samples.Now);
        await WriteAsync(new RegisterNode(node));
        await WriteAsync(new EnqueueJob(samples.Job()), new EnqueueJob(samples.Job()));
        Assert.Single((await driver.ClaimAsync(request, Cancel)).Jobs);
        await standby.StopAsync(PostgresShutdown.Fast, Cancel);
        var claim = driver.ClaimAsync(request, Cancel).AsTask();
        await CancelWaitAsync(claim);
        var trouble = await Assert.ThrowsAsync<StoreException>(() => claim);
        Assert.Equal((StoreFault.Unavailable, true), (trouble.Fault, trouble.OutcomeUnknown));
    }

    [Fact]
    public async Task A_primary_without_its_standby_numbers_no_lane()
    {
        await WriteAsync(new EnqueueJob(samples.Job()));
        await standby.StopAsync(PostgresShutdown.Fast, Cancel);
        var other = Open();
        var commit = other.CommitAsync(new WriteSet(new EnqueueJob(samples.Job())), Cancel).AsTask();
        await CancelWaitAsync(commit);
        var trouble = await Assert.ThrowsAsync<StoreException>(() => commit);
        Assert.Equal((StoreFault.Unavailable, false), (trouble.Fault, trouble.OutcomeUnknown));
        await other.DisposeAsync();
    }

    private PostgresStoreDriver Open()
    {
        var options = new PostgresStoreOptions
        {
            ConnectionString = $"Host=127.0.0.1:{primary.Port},127.0.0.1:{standby.Port};Username=postgres;"
                + "Database=postgres;SSL Mode=Disable",
            MaximumConnections = ConnectionsForOneLaneOfAKind,
            LookUpTimeout = TimeSpan.FromMinutes(3),
        };
        return new PostgresStoreDriver(new StoreOpening(options, TimeProvider.System, NullLogger.Instance));
    }

    private Task<CommitResult> CommitAsync(params WriteOperation[] operations) =>
        driver.CommitAsync(new WriteSet(operations), Cancel).AsTask();

    private async Task WriteAsync(params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await CommitAsync(operations));

    private Task<long> CountAsync(NewJob job) =>
        standby.ReadAsync<long>($"SELECT count(*) FROM cabinet.job WHERE id = '{job.Id}'");

    // The server answers it with a success and a warning.
    private async Task CancelWaitAsync(Task work)
    {
        var process = await SomebodyWaitsAsync(work);
        await primary.ReadAsync<bool>($"SELECT pg_cancel_backend({process})");
        while (await primary.ReadAsync<int>(WaitingSql) == process)
        {
            Cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task<int> SomebodyWaitsAsync(Task work)
    {
        while (true)
        {
            Cancel.ThrowIfCancellationRequested();
            if (await primary.ReadAsync<int>(WaitingSql) is var process and not 0)
            {
                return process;
            }

            if (work.IsCompleted)
            {
                await work;
                Assert.Fail("It was acknowledged although no standby has it.");
            }
        }
    }
}
