using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class RunningJobsTests
{
    [Fact]
    public async Task Jobs_that_wait_at_the_start_run_and_end_once()
    {
        await using var node = NodeHarness.Create();
        await node.Store.AddAsync(2_000);

        await node.StartAsync();
        await node.Store.WhenEmptyAsync();

        var ended = node.Store.Committed.OfType<EndJob>().Select(end => end.Lease.Job).ToArray();
        Assert.Equal(2_000, ended.Length);
        Assert.Equal(2_000, ended.Distinct().Count());
    }

    [Fact]
    public async Task An_announced_job_starts_without_any_time_passing()
    {
        await using var node = NodeHarness.Create();
        await node.StartAsync();

        await node.Store.AddAsync();
        node.Notify();

        await node.Store.WhenEmptyAsync();
    }

    [Fact]
    public async Task A_job_that_nobody_announced_is_found_by_the_next_poll()
    {
        await using var node = NodeHarness.Create(options => options.PollInterval = TimeSpan.FromSeconds(1));
        await node.StartAsync();
        await node.Clock.WhenPendingAsync(PollPause.Of(TimeSpan.FromSeconds(1), node.NodeId!.Value, 1));
        await node.Store.AddAsync();

        node.Clock.Advance(TimeSpan.FromSeconds(1));

        await node.Store.WhenEmptyAsync();
    }

    [Fact]
    public async Task A_scheduled_job_starts_when_it_is_due_and_not_at_the_next_poll()
    {
        await using var node = NodeHarness.Create(options => options.PollInterval = TimeSpan.FromMinutes(1));
        var due = TimeSpan.FromSeconds(7);
        await node.Store.AddAsync(dueAt: TestClock.Noon + due);
        await node.StartAsync();
        await node.Clock.WhenPendingAsync(due);

        node.Clock.Advance(due);

        await node.Store.WhenEmptyAsync();
    }

    [Fact]
    public async Task Never_more_jobs_run_at_once_than_the_concurrency_allows()
    {
        await using var node = NodeHarness.Create(options => options.Serve(new QueueName("default"), concurrency: 3));
        var gates = new TaskCompletionSource();
        node.Executor.Handler = async (_, _) =>
        {
            await gates.Task;
            await Task.Yield();
            return FakeExecutor.Success;
        };
        await node.Store.AddAsync(100);

        await node.StartAsync();
        await node.Store.WhenAsync(() => node.Executor.Running == 3);
        gates.SetResult();
        await node.Store.WhenEmptyAsync();

        Assert.Equal(3, node.Executor.MostRunning);
    }

    [Fact]
    public async Task Slow_jobs_are_not_claimed_ahead_of_their_slots()
    {
        await using var node = NodeHarness.Create(options => options.Serve(new QueueName("default"), concurrency: 2));
        var release = new SemaphoreSlim(0);
        node.Executor.Handler = async (_, _) =>
        {
            await release.WaitAsync(TestContext.Current.CancellationToken);
            node.Clock.Advance(TimeSpan.FromSeconds(1));
            return FakeExecutor.Success;
        };
        await node.Store.AddAsync(10);

        await node.StartAsync();
        for (var ended = 1; ended <= 8; ended++)
        {
            release.Release();
            await node.Store.WhenCommittedAsync<EndJob>(ended);
            await node.Store.WhenAsync(() => node.Store.Claimed.Count >= ended + 2);
            Assert.Equal(ended + 2, node.Store.Claimed.Count);
        }

        release.Release(2);
    }

    [Fact]
    public async Task Slots_go_on_while_outcomes_wait_for_their_commit_until_too_many_do()
    {
        await using var node = NodeHarness.Create(options =>
        {
            options.UnsettledLimit = 10;
            options.Serve(new QueueName("default"), concurrency: 1);
        });
        var commits = new TaskCompletionSource();
        node.Executor.BeforeSettle = async (_, _) => await commits.Task;
        var started = 0;
        node.Executor.Handler = (_, _) =>
        {
            Interlocked.Increment(ref started);
            return new(FakeExecutor.Success);
        };
        await node.Store.AddAsync(50);

        await node.StartAsync();
        await node.Store.WhenAsync(() => started >= 10 && node.Slots.Use.Unsettled >= 10);
        Assert.InRange(started, 10, 11);

        commits.SetResult();
        await node.Store.WhenEmptyAsync();
        Assert.Equal(50, started);
    }

    [Fact]
    public async Task A_queue_is_served_beside_another_that_is_stuck()
    {
        await using var node = NodeHarness.Create(options => options
            .Serve(new QueueName("stuck"), concurrency: 1)
            .Serve(new QueueName("free"), concurrency: 1));
        node.Executor.Handler = (job, control) => job.Queue.Value == "stuck"
            ? FakeExecutor.UntilCancelledAsync(control)
            : new(FakeExecutor.Success);
        await node.Store.AddAsync("stuck");
        await node.Store.AddAsync("stuck");
        await node.Store.AddAsync("free");

        await node.StartAsync();

        await node.Store.WhenCommittedAsync<EndJob>();
    }

    [Fact]
    public async Task A_throwing_executor_costs_one_attempt_and_not_the_worker()
    {
        await using var node = NodeHarness.Create();
        var throws = 1;
        node.Executor.Handler = (_, _) => Interlocked.Exchange(ref throws, 0) == 1
            ? throw new InvalidOperationException("bug")
            : new(FakeExecutor.Success);
        await node.Store.AddAsync();

        await node.StartAsync();
        await node.Store.WhenCommittedAsync<RetryJob>();
        node.Notify();
        await node.Store.WhenEmptyAsync();

        Assert.True(node.Log.Contains(1030));
        Assert.Equal([1, 2], node.Store.Claimed.Select(job => job.Attempt));
    }
}
