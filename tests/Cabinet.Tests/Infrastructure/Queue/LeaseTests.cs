using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class LeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Fence = TimeSpan.FromSeconds(24);
    private static readonly StoreException Outage = new(StoreFault.Unavailable, "The database is away.");

    [Fact]
    public async Task The_node_renews_its_lease_every_third_of_it()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        await node.StartAsync();

        for (var renewals = 1; renewals <= 5; renewals++)
        {
            await StepAsync(node, renewals);
        }

        Assert.Equal(6, node.Store.ListNodes().Single().Beat);
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
        node.Store.Add();
        await node.StartAsync();
        await node.Store.WhenAsync(() => node.Executor.Running == 1);

        node.Store.Trouble = Outage;
        node.Clock.Advance(Fence - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(node.NodeId);
        node.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(node.NodeId);
        Assert.Equal(CancellationCause.LeaseLost, await cause.Task);
        Assert.True(node.Log.Contains(1004));
    }

    [Fact]
    public async Task After_an_outage_the_node_gives_back_what_it_held_and_goes_on_under_a_new_id()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        node.Executor.Handler = (_, control) => FakeExecutor.UntilCancelledAsync(control);
        var job = node.Store.Add();
        await node.StartAsync();
        await node.Store.WhenAsync(() => node.Executor.Running == 1);
        var first = node.NodeId;

        node.Store.Trouble = Outage;
        node.Clock.Advance(Fence);
        node.Executor.Handler = (_, _) => new(FakeExecutor.Success);
        await node.Store.WhenAsync(() => node.Executor.Running == 0);
        await node.Clock.WhenPendingAsync(Backoff.First);
        node.Store.Trouble = null;
        node.Clock.Advance(Backoff.First);

        await node.Store.WhenEmptyAsync();
        Assert.NotEqual(first, node.NodeId);
        Assert.Equal(1, job.Attempt);
        Assert.DoesNotContain(node.Store.ListNodes(), listed => listed.Id == first);
    }

    [Fact]
    public async Task A_node_that_was_declared_dead_cancels_its_handlers_and_registers_anew()
    {
        await using var node = NodeHarness.Create();
        node.Executor.Handler = (_, control) => FakeExecutor.UntilCancelledAsync(control);
        node.Store.Add();
        await node.StartAsync();
        await node.Store.WhenAsync(() => node.Executor.Running == 1);
        var first = node.Store.ListNodes().Single();
        node.Executor.Handler = (_, _) => new(FakeExecutor.Success);

        var expire = new WriteSet(new ExpireNode(first.Id, first.Beat));
        await node.Store.CommitAsync(expire, TestContext.Current.CancellationToken);
        node.Notify();

        await node.Store.WhenEmptyAsync();
        Assert.NotEqual(first.Id, node.NodeId);
    }

    [Fact]
    public async Task A_silent_node_is_declared_dead_after_a_whole_lease_and_its_jobs_cost_no_attempt()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        var (dead, job) = await AddSilentNodeAsync(node);
        await node.StartAsync();

        for (var reads = 1; reads <= 3; reads++)
        {
            Assert.Contains(node.Store.ListNodes(), listed => listed.Id == dead);
            await StepAsync(node, reads);
        }

        await node.Store.WhenEmptyAsync();
        Assert.DoesNotContain(node.Store.ListNodes(), listed => listed.Id == dead);
        Assert.Equal(1, job.Attempt);
        Assert.True(job.IsSuspectRun);
    }

    [Fact]
    public async Task A_node_whose_heartbeat_moves_lives()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        var (other, _) = await AddSilentNodeAsync(node);
        await node.StartAsync();

        for (var reads = 1; reads <= 9; reads++)
        {
            await node.Store.CommitAsync(
                new WriteSet(new RenewNode(other, reads + 1)), TestContext.Current.CancellationToken);
            await StepAsync(node, reads);
        }

        Assert.Contains(node.Store.ListNodes(), listed => listed.Id == other);
    }

    [Fact]
    public async Task An_outage_of_the_database_kills_nobody()
    {
        await using var node = NodeHarness.Create(options => options.Lease = Lease);
        var (other, _) = await AddSilentNodeAsync(node);
        await node.StartAsync();
        await StepAsync(node, 1);

        // Much longer than a lease: the node loses its own, and comes back when the database does.
        node.Store.Trouble = Outage;
        node.Clock.Advance(Fence);
        await node.Clock.WhenPendingAsync(Backoff.First);
        node.Clock.Advance(Lease * 10);
        await node.Clock.WhenPendingAsync(Backoff.First * 2);
        node.Store.Trouble = null;
        node.Clock.Advance(Backoff.First * 2);
        await node.Store.WhenCommittedAsync<RegisterNode>(2);

        Assert.Contains(node.Store.ListNodes(), listed => listed.Id == other);
    }

    // One renewal interval: the renewal and the look at the other nodes are both through when it returns.
    private static async Task StepAsync(NodeHarness node, int step)
    {
        await node.Clock.WhenPendingAsync(Renewal, 2);
        node.Clock.Advance(Renewal);
        await node.Store.WhenCommittedAsync<RenewNode>(step);
        await node.Clock.WhenPendingAsync(Renewal, 2);
    }

    private static async Task<(NodeId Node, FakeJob Job)> AddSilentNodeAsync(NodeHarness node)
    {
        var other = new NodeRecord(new NodeId(new Guid(77, 0, 0, new byte[8])), "other", Lease, 1, TestClock.Noon);
        node.Store.Add(other);
        var job = node.Store.Add();
        await node.Store.ClaimAsync(
            new ClaimRequest(other.Id, job.Queue, 1, TestClock.Noon), TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Running, job.State);
        return (other.Id, job);
    }
}
