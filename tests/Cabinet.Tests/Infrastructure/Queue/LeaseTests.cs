using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Queue;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class LeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Observation = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Fence = TimeSpan.FromSeconds(24);
    private static readonly StoreException Outage = new(StoreFault.Unavailable, "The database is away.");

    [Fact]
    public async Task The_node_renews_its_lease_every_third_of_it()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        await node.StartAsync();

        for (var renewals = 1; renewals <= 5; renewals++)
        {
            await StepAsync(node);
            await StepAsync(node);
            await node.Store.WhenCommittedAsync<RenewNode>(renewals);
        }

        Assert.Equal(6, Assert.Single(await node.Store.ListNodesAsync()).Beat);
    }

    [Fact]
    public async Task A_node_that_cannot_renew_stops_its_handlers_before_its_lease_is_over()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        var cause = new TaskCompletionSource<CancellationCause>();
        node.Executor.Handler = async (_, control) =>
        {
            var outcome = await FakeExecutor.UntilCancelledAsync(control);
            cause.TrySetResult(control.Cause);
            return outcome;
        };
        await node.StartWithRunningJobAsync();

        node.Store.Trouble = Outage;
        node.Clock.Advance(Fence - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(node.NodeId);
        node.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(node.NodeId);
        Assert.Equal(CancellationCause.LeaseLost, await cause.Task);
        Assert.True(node.Log.Contains(1004));
    }

    [Fact]
    public async Task The_lease_counts_from_before_the_renewal_was_sent()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        await node.StartAsync();
        await node.Clock.WhenPendingAsync(Renewal);
        var sent = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        node.Store.BeforeCommit = async set =>
        {
            if (set.Operations is [RenewNode])
            {
                sent.TrySetResult();
                await answer.Task;
            }
        };

        node.Clock.Advance(Renewal);
        await sent.Task;
        node.Clock.Advance(TimeSpan.FromSeconds(4));
        answer.SetResult();
        await node.Store.WhenCommittedAsync<RenewNode>();
        await node.Clock.WhenPendingAsync(Renewal);
        node.Store.Trouble = Outage;
        node.Clock.Advance(Fence - TimeSpan.FromSeconds(4));

        Assert.Null(node.NodeId);
    }

    [Fact]
    public async Task After_an_outage_the_node_gives_back_what_it_held_and_goes_on_under_a_new_id()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        node.Executor.Handler = (_, control) => FakeExecutor.UntilCancelledAsync(control);
        await node.StartWithRunningJobAsync();
        var first = node.NodeId;

        node.Store.Trouble = Outage;
        node.Clock.Advance(Fence);
        node.Executor.Handler = (_, _) => new(FakeExecutor.Success);
        await node.Clock.WhenPendingAsync(Backoff.First);
        node.Store.Trouble = null;
        node.Clock.Advance(Backoff.First);

        await node.Store.WhenEmptyAsync();
        Assert.NotEqual(first, node.NodeId);
        Assert.Equal([1, 1], node.Store.Claimed.Select(claim => claim.Attempt));
        Assert.All(node.Store.Claimed, claim => Assert.False(claim.IsSuspect));
        Assert.DoesNotContain(await node.Store.ListNodesAsync(), listed => listed.Id == first);
    }

    [Fact]
    public async Task A_node_that_was_declared_dead_cancels_its_handlers_and_registers_anew()
    {
        await using var node = NodeHarness.Create();
        node.Executor.Handler = (_, control) => FakeExecutor.UntilCancelledAsync(control);
        await node.StartWithRunningJobAsync();
        var first = Assert.Single(await node.Store.ListNodesAsync());
        node.Executor.Handler = (_, _) => new(FakeExecutor.Success);

        await node.Store.CommitAsync(new ExpireNode(first.Id, first.Beat));
        node.Notify();

        await node.Store.WhenEmptyAsync();
        Assert.NotEqual(first.Id, node.NodeId);
        Assert.True(node.Store.Claimed[^1].IsSuspect);
    }

    [Fact]
    public async Task A_silent_node_is_declared_dead_after_a_whole_lease_and_its_jobs_cost_no_attempt()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        await node.Store.AddAsync();
        var dead = await node.Store.AddSilentNodeAsync(Lease);
        await node.StartAsync();

        for (var reads = 1; reads <= 6; reads++)
        {
            Assert.Contains(await node.Store.ListNodesAsync(), listed => listed.Id == dead);
            await StepAsync(node);
        }

        await node.Store.WhenEmptyAsync();
        Assert.DoesNotContain(await node.Store.ListNodesAsync(), listed => listed.Id == dead);
        var claim = Assert.Single(node.Store.Claimed);
        Assert.Equal((1, true), (claim.Attempt, claim.IsSuspect));
    }

    [Fact]
    public async Task A_node_whose_heartbeat_moves_lives()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        await node.Store.AddAsync();
        var other = await node.Store.AddSilentNodeAsync(Lease);
        await node.StartAsync();

        for (var reads = 1; reads <= 18; reads++)
        {
            await node.Store.CommitAsync(new RenewNode(other, reads + 1));
            await StepAsync(node);
        }

        Assert.Contains(await node.Store.ListNodesAsync(), listed => listed.Id == other);
    }

    [Fact]
    public async Task An_outage_of_the_database_kills_nobody()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        await node.Store.AddAsync();
        var other = await node.Store.AddSilentNodeAsync(Lease);
        await node.StartAsync();
        await StepAsync(node);

        // Much longer than a lease: the node loses its own, and comes back when the database does.
        node.Store.Trouble = Outage;
        node.Clock.Advance(Fence);
        await node.Clock.WhenPendingAsync(Backoff.First);
        node.Clock.Advance(Lease * 10);
        await node.Clock.WhenPendingAsync(Backoff.First * 2);
        node.Store.Trouble = null;
        node.Clock.Advance(Backoff.First * 2);
        await node.Store.WhenCommittedAsync<RegisterNode>(3);
        await node.Clock.WhenPendingAsync(Observation);

        Assert.Contains(await node.Store.ListNodesAsync(), listed => listed.Id == other);
    }

    [Fact]
    public async Task Whoever_has_the_only_seat_expires_all_other_nodes_at_once()
    {
        var seat = new TestSeat(isExclusive: true);
        await using var node = NodeHarness.Create(register: services => services.AddSingleton<INodeSeat>(seat));
        await node.Store.AddAsync();
        var dead = await node.Store.AddSilentNodeAsync(Lease);

        await node.StartAsync();
        await node.Store.WhenEmptyAsync();
        Assert.DoesNotContain(await node.Store.ListNodesAsync(), listed => listed.Id == dead);
        Assert.True(seat.IsTaken);

        await node.StopAsync();
        Assert.False(seat.IsTaken);
    }

    [Fact]
    public async Task A_taken_seat_keeps_the_node_from_starting_and_says_why()
    {
        var seat = new TestSeat(isExclusive: true);
        seat.Take("other");
        await using var node = NodeHarness.Create(register: services => services.AddSingleton<INodeSeat>(seat));

        var refused = await Assert.ThrowsAsync<StoreException>(() => node.StartAsync());

        Assert.Equal(StoreFault.InUse, refused.Fault);
        Assert.Empty(await node.Store.ListNodesAsync());
    }

    [Fact]
    public async Task A_node_starts_while_the_store_is_away_and_registers_when_it_is_back()
    {
        await using var node = NodeHarness.Create();
        node.Store.Trouble = Outage;
        await node.StartAsync();
        await node.Clock.WhenPendingAsync(Backoff.First);
        node.Store.Trouble = null;

        node.Clock.Advance(Backoff.First);

        await node.Store.WhenCommittedAsync<RegisterNode>();
    }

    // One observation interval: the look at the other nodes is through when it returns, and the renewal if one was due.
    private static async Task StepAsync(NodeHarness node)
    {
        await WhenWaitingAsync(node);
        node.Clock.Advance(Observation);
        await WhenWaitingAsync(node);
    }

    private static Task WhenWaitingAsync(NodeHarness node) =>
        Task.WhenAll(node.Clock.WhenPendingAsync(Observation), node.Clock.WhenPendingAsync(Renewal));
}
