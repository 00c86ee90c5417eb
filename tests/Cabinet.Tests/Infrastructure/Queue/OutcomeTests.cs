using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Queue;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class OutcomeTests
{
    private static readonly TimeSpan KeyRetry = TimeSpan.FromMinutes(3);
    private static readonly KeyId MissingKey = new(0xABCD);

    [Fact]
    public async Task An_outcome_is_tried_again_with_growing_delays_until_the_store_takes_it()
    {
        await using var node = NodeHarness.Create();
        var (tries, runs) = (0, 0);
        node.Executor.BeforeSettle = (_, _) => ++tries <= 2
            ? throw new StoreException(StoreFault.DiskFull, "The disk is full.")
            : ValueTask.CompletedTask;
        node.Executor.Handler = (_, _) =>
        {
            runs++;
            return new(FakeExecutor.Success);
        };
        await node.Store.AddAsync();

        await node.StartAsync();
        await node.Clock.WhenPendingAsync(Backoff.First);
        node.Clock.Advance(Backoff.First);
        await node.Clock.WhenPendingAsync(Backoff.First * 2);
        node.Clock.Advance(Backoff.First * 2);
        await node.Store.WhenEmptyAsync();

        Assert.Equal((3, 1), (tries, runs));
    }

    [Fact]
    public async Task An_outcome_is_dropped_when_the_lease_is_lost_meanwhile()
    {
        await using var node = NodeHarness.Create();
        var tries = 0;
        node.Executor.BeforeSettle = (_, _) =>
        {
            tries++;
            throw new StoreException(StoreFault.Unavailable, "The database is away.");
        };
        await node.Store.AddAsync();
        await node.StartAsync();
        await node.Clock.WhenPendingAsync(Backoff.First);
        var first = Assert.Single(await node.Store.ListNodesAsync());

        await node.Store.CommitAsync(new ExpireNode(first.Id, first.Beat));
        node.Executor.BeforeSettle = null;
        node.Notify();
        await node.Store.WhenEmptyAsync();

        Assert.Equal(1, tries);
        Assert.Equal(2, node.Store.Claimed.Count);
    }

    [Fact]
    public async Task A_stale_outcome_is_lost_and_the_slot_goes_on()
    {
        await using var node = NodeHarness.Create();
        node.Executor.Handler = async (job, _) =>
        {
            if (job.Attempt == 1 && node.Store.Claimed.Count == 1)
            {
                await node.Store.CommitAsync(new ReturnJob(job.Lease));
            }

            return FakeExecutor.Success;
        };
        await node.Store.AddAsync();

        await node.StartAsync();
        await node.Store.WhenAsync(() => node.Executor.Settlements.Contains(Settlement.Lost));
        node.Notify();
        await node.Store.WhenEmptyAsync();
        await node.StopAsync();

        Assert.True(node.Log.Contains(1033));
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_written_at_all_counts_as_a_failed_attempt()
    {
        await using var node = NodeHarness.Create();
        node.Executor.BeforeSettle = (_, outcome) => outcome is JobOutcome.Succeeded
            ? throw new InvalidOperationException("bug")
            : ValueTask.CompletedTask;
        await node.Store.AddAsync();

        await node.StartAsync();
        await node.Clock.WhenPendingAsync(Backoff.First);
        node.Clock.Advance(Backoff.First);

        await node.Store.WhenCommittedAsync<RetryJob>();
        Assert.True(node.Log.Contains(1032));
    }

    [Fact]
    public async Task Claims_back_off_while_the_store_has_trouble_and_then_go_on()
    {
        await using var node = NodeHarness.Create();
        await node.StartAsync();
        var tries = 0;
        node.Store.AfterClaim = _ => tries++;
        await node.Store.AddAsync();
        node.Store.Trouble = new StoreException(StoreFault.Unavailable, "The database is away.");

        node.Notify();
        for (var delay = Backoff.First; delay < Backoff.Longest; delay *= 2)
        {
            await node.Clock.WhenPendingAsync(delay);
            node.Clock.Advance(delay);
        }

        await node.Clock.WhenPendingAsync(Backoff.Longest);
        Assert.Equal(0, tries);
        node.Store.Trouble = null;
        node.Clock.Advance(Backoff.Longest);
        await node.Store.WhenEmptyAsync();
    }

    [Fact]
    public async Task A_missing_key_stops_all_claims_loudly_and_is_tried_again()
    {
        await using var node = NodeHarness.Create(options => options.KeyRetryInterval = KeyRetry);
        var isThere = false;
        node.Executor.Handler = (_, _) => new(Volatile.Read(ref isThere)
            ? FakeExecutor.Success
            : new JobOutcome.KeyUnavailable(new OpenRefusal.KeyUnavailable(MissingKey, new KeyVersion(3))));
        var job = await node.Store.AddAsync();

        await node.StartAsync();
        await node.Clock.WhenPendingAsync(KeyRetry);
        var claims = node.Store.Claims.Count;
        node.Notify();
        node.Clock.Advance(KeyRetry - TimeSpan.FromSeconds(1));

        Assert.Equal(claims, node.Store.Claims.Count);
        Assert.Contains(node.Log.Entries, entry => entry.Event.Id == 1050
            && entry.Level == Microsoft.Extensions.Logging.LogLevel.Critical);
        var health = await node.CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains(MissingKey.ToString(), health.Message, StringComparison.Ordinal);
        await node.Store.WhenCommittedAsync<ReturnJob>();
        Assert.Equal(0, (await node.Store.FindAsync(job))!.Attempt);

        Volatile.Write(ref isThere, true);
        node.Clock.Advance(TimeSpan.FromSeconds(1));
        await node.Store.WhenEmptyAsync();
        Assert.Equal(HealthStatus.Healthy, (await node.CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task A_key_that_stays_away_costs_one_claim_of_one_job_for_each_try()
    {
        await using var node = NodeHarness.Create(options => options.KeyRetryInterval = KeyRetry);
        node.Executor.Handler = (_, _) =>
            new(new JobOutcome.KeyUnavailable(new OpenRefusal.KeyUnavailable(MissingKey, new KeyVersion(3))));
        await node.Store.AddAsync(100);
        await node.StartAsync();
        await node.Clock.WhenPendingAsync(KeyRetry);
        var claimed = node.Store.Claimed.Count;

        node.Clock.Advance(KeyRetry);
        await node.Store.WhenAsync(() => node.Store.Claimed.Count > claimed);
        await node.Clock.WhenPendingAsync(KeyRetry);

        Assert.All(node.Store.Claims.Where(claim => claim.Now > TestClock.Noon), claim => Assert.Equal(1, claim.Limit));
    }

    [Fact]
    public async Task A_cancelled_job_hears_of_it_within_a_second()
    {
        await using var node = NodeHarness.Create();
        node.Executor.Handler = (_, control) => FakeExecutor.UntilCancelledAsync(control);
        var job = await node.StartWithRunningJobAsync();
        await node.Store.CommitAsync(new CancelJob(job, null));
        await node.Clock.WhenPendingAsync(CancelRequests.Interval);

        node.Clock.Advance(CancelRequests.Interval);
        await node.Store.WhenEmptyAsync();

        Assert.Contains(Settlement.Cancelled, node.Executor.Settlements);
    }
}
