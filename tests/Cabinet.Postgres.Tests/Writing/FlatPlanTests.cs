using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Postgres.Servers;
using Cabinet.Postgres.Tests.Matrix;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cabinet.Postgres.Tests.Writing;

/// <summary>
/// What a claim and an outcome touch doesn't depend on how many jobs wait, also when the table was never analysed and
/// every plan is a generic one. Blocks are counted, not time.
/// </summary>
public sealed class FlatPlanTests(ITestOutputHelper output)
{
    private const int Many = 200_000;
    private const int Few = 500;
    private const int Rounds = 8;
    private const int Batch = 20;

    private readonly StoreSamples samples = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claims_and_outcomes_touch_no_more_among_many_waiting_jobs()
    {
        var few = await MeasureAsync(Few);
        var many = await MeasureAsync(Many);
        output.WriteLine($"blocks touched: {few.Blocks} among {Few} jobs, {many.Blocks} among {Many}");
        Assert.Equal(0, many.Scans);
        Assert.InRange(many.Blocks, 1, few.Blocks);
    }

    private async Task<(long Blocks, long Scans)> MeasureAsync(int waiting)
    {
        // Never given back: emptying it would cost more than it is worth.
        var place = await StorePlace.TakeAsync(new StoreSetting { Version = PostgresVersion.V15, Schema = "flat" });
        var application = $"flat {waiting}";
        var address = new NpgsqlConnectionStringBuilder(place.ConnectionString)
        {
            ApplicationName = application,
            Options = "-c plan_cache_mode=force_generic_plan",
        };
        await using (var driver = Open(place, address.ConnectionString))
        {
            await DoAsync(driver, new EnqueueJob(samples.Job()));
        }

        await FillAsync(place, waiting);
        await DisconnectAsync(place, application);
        var before = await CountAsync(place);
        await using (var driver = Open(place, address.ConnectionString))
        {
            for (var round = 0; round < Rounds; round++)
            {
                await RunAsync(driver);
            }
        }

        // Statistics are complete when the connections are gone.
        await DisconnectAsync(place, application);
        var after = await CountAsync(place);
        return (after.Blocks - before.Blocks, after.Scans - before.Scans);
    }

    private async Task RunAsync(IStoreDriver driver)
    {
        var node = samples.Node();
        await DoAsync(driver, new RegisterNode(node));
        var jobs = await ClaimAsync(driver, node.Id);
        for (var i = 0; i < 6; i++)
        {
            await DoAsync(driver, End(jobs[i]));
        }

        await DoAsync(driver, End(jobs[6]), End(jobs[7]), End(jobs[8]), new EnqueueJob(samples.Job()));
        await DoAsync(driver, new RetryJob(jobs[9].Lease, samples.Now.AddSeconds(1), samples.Error()));
        await DoAsync(driver, new ReturnJob(jobs[10].Lease), new ReturnJob(jobs[11].Lease));
        await DoAsync(driver, new DeadLetterJob(jobs[12].Lease, DeadLetterReason.AttemptsExhausted, samples.Error()));
        await DoAsync(driver, new RedriveJob(jobs[12].Id));
        await DoAsync(driver, new RecordStep(jobs[13].Lease, samples.Started("step")));
        await DoAsync(driver, new CancelJob(jobs[14].Id, null));
        var keyed = samples.Job() with { UniqueKey = StoreSamples.Key($"unique {samples.NextId()}") };
        await DoAsync(driver, new EnqueueJob(keyed));
        await DoAsync(driver, new EnqueueJob(samples.Job() with { UniqueKey = keyed.UniqueKey }, UniqueConflict.Keep));
        await DoAsync(driver, new CancelJob(keyed.Id, null));

        // The rest falls back with its node, and is claimed as suspect.
        await DoAsync(driver, new ExpireNode(node.Id, node.Beat));
        var next = samples.Node();
        await DoAsync(driver, new RegisterNode(next));
        Assert.NotEmpty(await ClaimAsync(driver, next.Id, suspects: true));
        await DoAsync(driver, new RetireNode(next.Id));
    }

    private EndJob End(ClaimedJob job) => new(job.Lease, samples.History(samples.Job() with { Id = job.Id }));

    private async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(IStoreDriver driver, NodeId node, bool suspects = false)
    {
        var now = samples.Now = samples.Now.AddSeconds(1);
        return (await driver.ClaimAsync(new ClaimRequest(node, StoreSamples.Queue, Batch, now, suspects), Cancel)).Jobs;
    }

    private static async Task DoAsync(IStoreDriver driver, params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(new WriteSet(operations), Cancel));

    private static PostgresStoreDriver Open(StorePlace place, string connectionString) =>
        new(new StoreOpening(place.Options(connectionString), TimeProvider.System, NullLogger.Instance));

    private static Task FillAsync(StorePlace place, int waiting) => place.Server.ExecuteAsync(place.Schema.Qualify(
        $"""
        ALTER TABLE cabinet.job SET (autovacuum_enabled = off);
        INSERT INTO cabinet.job (id, turn, place, epoch, fence, created_at, type, queue, attempt, deaths, priority, class,
          progress, cancel, annexed, payload)
        SELECT gen_random_uuid(), pg_current_xact_id(), nextval('cabinet.place'), 0, 1, j.created_at, j.type, j.queue,
          0, 0, j.priority, 0, 0, false, false, decode(repeat('ab', 200), 'hex')
        FROM cabinet.job j, generate_series(1, {waiting})
        """));

    private static Task<bool> DisconnectAsync(StorePlace place, string application) => place.Server.ReadAsync<bool>(
        "SELECT bool_and(pg_terminate_backend(pid, 10000)) IS NOT FALSE FROM pg_stat_activity "
        + $"WHERE application_name = '{application}'");

    private static async Task<(long Blocks, long Scans)> CountAsync(StorePlace place)
    {
        var counts = await place.Server.ReadAsync<long[]>(
            $"""
            SELECT ARRAY[(SELECT sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit + idx_blks_read, 0))::bigint
                FROM pg_statio_user_tables WHERE schemaname = '{place.Schema.Name}'),
              (SELECT seq_scan FROM pg_stat_user_tables
                WHERE schemaname = '{place.Schema.Name}' AND relname = 'job')]
            """);
        return (counts[0], counts[1]);
    }
}
