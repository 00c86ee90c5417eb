using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_stopping_node_lets_running_jobs_end_and_claims_no_more()
    {
        await using var node = NodeHarness.Create(options => options.Serve(new QueueName("default"), concurrency: 1));
        var finish = new TaskCompletionSource();
        node.Executor.Handler = async (_, _) =>
        {
            await finish.Task;
            return FakeExecutor.Success;
        };
        var first = await node.StartWithRunningJobAsync();
        var second = await node.Store.AddAsync();

        var stop = node.StopAsync();
        await node.Clock.WhenPendingAsync(TimeSpan.FromSeconds(30));
        finish.SetResult();
        await stop;

        Assert.Null(await node.Store.FindAsync(first));
        Assert.Equal(JobState.Available, (await node.Store.FindAsync(second))!.State);
        Assert.Empty(await node.Store.ListNodesAsync());
    }

    [Fact]
    public async Task Jobs_that_were_claimed_ahead_and_not_started_go_back_at_once_and_cost_no_attempt()
    {
        await using var node = NodeHarness.Create(options => options.Serve(new QueueName("default"), concurrency: 1));
        var (finish, blocks) = (new TaskCompletionSource(), false);
        node.Executor.Handler = async (_, _) =>
        {
            if (Volatile.Read(ref blocks))
            {
                await finish.Task;
            }

            return FakeExecutor.Success;
        };

        // Fast jobs teach the node to claim ahead; then one blocks the only slot while others wait behind it.
        await node.Store.AddAsync(100);
        await node.StartAsync();
        await node.Store.WhenEmptyAsync();
        Volatile.Write(ref blocks, true);
        await node.Store.AddAsync(20);
        node.Notify();
        await node.Store.WhenAsync(() => node.Executor.Running == 1 && node.Slots.Use.Waiting >= 10);
        var waiting = node.Slots.Use.Waiting;

        var stop = node.StopAsync();
        await node.Store.WhenCommittedAsync<ReturnJob>(waiting);
        finish.SetResult();
        await stop;

        var left = await node.Store.Jobs.ListAsync(new(), Page.First, TestContext.Current.CancellationToken);
        Assert.Equal(19, left.Count);
        Assert.All(left, job => Assert.Equal((JobState.Available, 0), (job.State, job.Attempt)));
        Assert.True(node.Log.Contains(1062));
    }

    [Fact]
    public async Task Jobs_that_take_too_long_are_interrupted_and_given_back()
    {
        await using var node = NodeHarness.Create(options => options.DrainTimeout = TimeSpan.FromSeconds(20));
        var cause = CancellationCause.None;
        node.Executor.Handler = async (_, control) =>
        {
            var outcome = await FakeExecutor.UntilCancelledAsync(control);
            cause = control.Cause;
            return outcome;
        };
        var job = await node.StartWithRunningJobAsync();

        var stop = node.StopAsync();
        await node.Clock.WhenPendingAsync(TimeSpan.FromSeconds(20));
        node.Clock.Advance(TimeSpan.FromSeconds(20));
        await stop;

        Assert.Equal(CancellationCause.Shutdown, cause);
        var record = await node.Store.FindAsync(job);
        Assert.Equal((JobState.Available, 0), (record!.State, record.Attempt));
    }

    [Fact]
    public async Task A_host_that_is_out_of_patience_interrupts_at_once()
    {
        await using var node = NodeHarness.Create();
        node.Executor.Handler = (_, control) => FakeExecutor.UntilCancelledAsync(control);
        var job = await node.StartWithRunningJobAsync();

        await node.StopNowAsync();

        Assert.Equal(JobState.Available, (await node.Store.FindAsync(job))!.State);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_cancellation_does_not_keep_the_node_from_stopping()
    {
        await using var node = NodeHarness.Create(options => options.DrainTimeout = TimeSpan.Zero);
        var never = new TaskCompletionSource<JobOutcome>();
        node.Executor.Handler = async (_, _) => await never.Task;
        var job = await node.StartWithRunningJobAsync();

        var stop = node.StopAsync();
        await node.Clock.WhenPendingAsync(Drain.InterruptionTime);
        node.Clock.Advance(Drain.InterruptionTime);
        await stop;

        // Its late outcome is refused by the stale epoch.
        Assert.Equal(JobState.Available, (await node.Store.FindAsync(job))!.State);
        never.SetResult(FakeExecutor.Success);
        await node.Store.WhenAsync(() => node.Executor.Settlements.Contains(Settlement.Lost));
    }

    [Fact]
    public async Task The_lease_is_renewed_while_the_node_drains()
    {
        await using var node = NodeHarness.Create(options =>
        {
            options.Lease = TimeSpan.FromSeconds(30);
            options.DrainTimeout = TimeSpan.FromMinutes(10);
        });
        var finish = new TaskCompletionSource();
        node.Executor.Handler = async (_, _) =>
        {
            await finish.Task;
            return FakeExecutor.Success;
        };
        var job = await node.StartWithRunningJobAsync();
        var stop = node.StopAsync();
        for (var renewals = 1; renewals <= 6; renewals++)
        {
            await node.Clock.WhenPendingAsync(TimeSpan.FromSeconds(10));
            node.Clock.Advance(TimeSpan.FromSeconds(10));
            await node.Store.WhenCommittedAsync<RenewNode>(renewals);
        }

        finish.SetResult();
        await stop;

        Assert.Null(await node.Store.FindAsync(job));
    }
}
