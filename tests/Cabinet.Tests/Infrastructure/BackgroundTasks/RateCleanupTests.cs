using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Tests.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.BackgroundTasks;

public sealed class RateCleanupTests : IAsyncDisposable
{
    private readonly TestClock clock = new();
    private readonly TestStore store = new();

    [Fact]
    public async Task Only_rates_that_say_nothing_any_more_go_in_bounded_batches()
    {
        var samples = new StoreSamples { Now = clock.GetUtcNow() };
        var node = samples.Node();
        var rate = new RateLimit(1, TimeSpan.FromMinutes(1));
        await store.CommitAsync(new RegisterNode(node));
        await store.CommitAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { RatePerPartition = rate }));
        await ClaimOfManyAsync(samples, node.Id, "early", 1_002);
        clock.Advance(TimeSpan.FromSeconds(121));
        samples.Now = clock.GetUtcNow();
        await ClaimOfManyAsync(samples, node.Id, "late", 3);

        var cleanup = new RateCleanup(store, clock);

        Assert.Equal(new BatchResult(1_000, true), await cleanup.RunBatchAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new BatchResult(2, false), await cleanup.RunBatchAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new BatchResult(0, false), await cleanup.RunBatchAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_node_whose_clock_is_behind_gets_no_more_than_the_rate_after_a_cleanup()
    {
        var samples = new StoreSamples { Now = clock.GetUtcNow() };
        var node = samples.Node();
        await store.CommitAsync(new RegisterNode(node));
        await store.CommitAsync(new LimitQueue(
            StoreSamples.Queue, new QueueLimits { Rate = new RateLimit(1, TimeSpan.FromSeconds(10)) }));
        await ClaimOfManyAsync(samples, node.Id, "first", 1);
        await store.CommitAsync(new EnqueueJob(samples.Job()));

        // The cleanup's clock says that the bucket is full again, the node's that it isn't.
        clock.Advance(TimeSpan.FromSeconds(30));
        await new RateCleanup(store, clock).RunBatchAsync(TestContext.Current.CancellationToken);

        Assert.Empty((await ClaimAsync(samples, node.Id)).Jobs);
        samples.Now += TimeSpan.FromSeconds(10);
        Assert.Single((await ClaimAsync(samples, node.Id)).Jobs);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task ClaimOfManyAsync(StoreSamples samples, NodeId node, string name, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await store.CommitAsync(
                new EnqueueJob(samples.Job() with { Partition = new PartitionKey($"{name}-{number}") }));
        }

        for (var left = count; left > 0;)
        {
            var claim = await ClaimAsync(samples, node);
            Assert.NotEmpty(claim.Jobs);
            left -= claim.Jobs.Count;
        }
    }

    private ValueTask<ClaimResult> ClaimAsync(StoreSamples samples, NodeId node) => store.ClaimAsync(
        new ClaimRequest(node, StoreSamples.Queue, ClaimRequest.MaximumLimit, samples.Now),
        TestContext.Current.CancellationToken);
}
