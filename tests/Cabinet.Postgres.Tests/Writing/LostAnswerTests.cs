using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Writing;
using Cabinet.Postgres.Servers;
using Cabinet.Postgres.Tests.Matrix;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cabinet.Postgres.Tests.Writing;

/// <summary>A commit whose answer was lost is looked up, and never repeated blindly.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    // One connection commits, so that the commit under test goes over the one that is open.
    private static readonly StoreSetting Setting =
        new() { Version = PostgresVersion.V15, Schema = "answers", Connections = 3 };

    private readonly StoreSamples samples = new();
    private StorePlace place = null!;
    private StoreDatabase database = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        place = await StorePlace.TakeAsync(Setting);
        database = StoreConnections.Build(place.Options(place.ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
        {
            await database.Source.DisposeAsync();
            await place.ReturnAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_under_way_is_waited_for(bool isCommitted)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await ExecuteAsync(connection, "INSERT INTO cabinet.commit_key (lane, number) VALUES (7, 1)");

        var finding = new CommitLookUp(database, TimeProvider.System, metrics: null)
            .FindAsync(new CommitName(7, 1), Bound, Cancelled);
        await BlockedByAsync(connection.ProcessID, finding);

        await (isCommitted ? transaction.CommitAsync(Cancelled) : transaction.RollbackAsync(Cancelled));
        Assert.Equal(isCommitted, await finding.WaitAsync(Bound, TimeProvider.System, Cancelled));
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_committed_once_and_acknowledged()
    {
        await using var way = TcpProxy.Start(place.Server.Port);
        await using var driver = await OpenAsync(way);
        way.BlackHoleAnswers();

        var committing = CommitAsync(driver, jobs: 1);
        await ReachesAsync(2, committing);

        way.Heal();
        await IsDoneOnceAsync(committing, 2);
    }

    [Fact]
    public async Task A_commit_whose_request_is_lost_is_run_again_and_committed_once()
    {
        await using var way = TcpProxy.Start(place.Server.Port);
        await using var driver = await OpenAsync(way);
        way.BlackHole();

        var committing = CommitAsync(driver, jobs: 1);
        Assert.Equal(1, await CountJobsAsync());
        Assert.False(committing.IsCompleted);

        way.Heal();
        await IsDoneOnceAsync(committing, 2);
    }

    // With one job in it, so that its connection is open.
    private async Task<PostgresStoreDriver> OpenAsync(TcpProxy way)
    {
        var through = new NpgsqlConnectionStringBuilder(place.ConnectionString) { Host = "127.0.0.1", Port = way.Port };
        var driver = new PostgresStoreDriver(
            new StoreOpening(place.Options(through.ConnectionString), TimeProvider.System, NullLogger.Instance));
        Assert.IsType<CommitResult.Committed>(await CommitAsync(driver, jobs: 1));
        return driver;
    }

    private Task<CommitResult> CommitAsync(PostgresStoreDriver driver, int jobs) => driver.CommitAsync(
        new WriteSet([.. Enumerable.Range(0, jobs).Select(_ => new EnqueueJob(samples.Job()))]), Cancelled).AsTask();

    private async Task IsDoneOnceAsync(Task<CommitResult> committing, long jobs)
    {
        Assert.IsType<CommitResult.Committed>(await committing.WaitAsync(Bound, TimeProvider.System, Cancelled));
        Assert.Equal(jobs, await CountJobsAsync());
    }

    // Returns the back end that waits for another one's lock.
    private async Task<int> BlockedByAsync(int process, Task waiting)
    {
        while (true)
        {
            var blocked = await place.Server.ReadAsync<int>(
                $"""
                SELECT coalesce(min(pid), 0) FROM pg_stat_activity
                WHERE backend_type = 'client backend' AND {process} = ANY (pg_blocking_pids(pid))
                """);
            if (blocked != 0)
            {
                return blocked;
            }

            Assert.False(waiting.IsCompleted, "It didn't wait.");
            Cancelled.ThrowIfCancellationRequested();
        }
    }

    private async Task ReachesAsync(long jobs, Task waiting)
    {
        while (await CountJobsAsync() != jobs)
        {
            Assert.False(waiting.IsCompleted, "It was acknowledged before.");
            Cancelled.ThrowIfCancellationRequested();
        }
    }

    private async Task<long> CountJobsAsync()
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancelled);
        await using var command = database.Statement(connection, "SELECT count(*) FROM cabinet.job");
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string text)
    {
        await using var command = database.Statement(connection, text);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
