using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class SuspectTests
{
    [Fact]
    public async Task A_suspect_waits_until_the_node_is_empty_and_then_runs_alone()
    {
        await using var node = NodeHarness.Create(options => options
            .Serve(new QueueName("default"), concurrency: 4)
            .Serve(new QueueName("other"), concurrency: 4));
        var finish = new TaskCompletionSource();
        var besides = new List<int>();
        node.Executor.Handler = async (job, _) =>
        {
            if (job.IsSuspect)
            {
                besides.Add(node.Executor.Running);
            }
            else
            {
                await finish.Task;
            }

            return FakeExecutor.Success;
        };
        await node.Store.AddAsync();
        await node.Store.KillNodesAsync(1);
        for (var i = 0; i < 20; i++)
        {
            await node.Store.AddAsync(i % 2 == 0 ? "default" : "other");
        }

        await node.StartAsync();
        await node.Store.WhenAsync(() => node.Executor.Running > 0);
        Assert.DoesNotContain(node.Store.Claims, claim => claim.Suspects);
        finish.SetResult();
        await node.Store.WhenEmptyAsync();

        Assert.Equal([1], besides);

        // A claim that was under way when the turn began says once more that suspects wait: then there is a second look.
        Assert.InRange(node.Store.Claims.Count(claim => claim.Suspects && claim.Queue.Value == "other"), 1, 2);
    }

    [Fact]
    public async Task Several_suspects_run_one_after_another()
    {
        await using var node = NodeHarness.Create();
        for (var i = 0; i < 3; i++)
        {
            await node.Store.AddAsync();
            await node.Store.KillNodesAsync(1);
        }

        await node.StartAsync();
        await node.Store.WhenEmptyAsync();

        Assert.Equal(1, node.Executor.MostRunning);
        Assert.All(node.Store.Claimed, claim => Assert.Equal((true, 1), (claim.IsSuspect, claim.Attempt)));
    }

    [Theory]
    [InlineData(1 + PoisonRule.DeathsAlone - 1, false)]
    [InlineData(1 + PoisonRule.DeathsAlone, true)]
    public async Task A_job_under_which_three_nodes_died_alone_is_quarantined_and_not_run(int deaths, bool quarantined)
    {
        await using var node = NodeHarness.Create();
        var ran = false;
        node.Executor.Handler = (_, _) =>
        {
            ran = true;
            return new(FakeExecutor.Success);
        };
        await node.Store.AddAsync();
        await node.Store.KillNodesAsync(deaths);

        await node.StartAsync();
        await node.Store.WhenEmptyAsync();

        Assert.Equal(!quarantined, ran);
        Assert.Equal(quarantined, node.Store.Committed.OfType<DeadLetterJob>().Any());
    }

    [Fact]
    public async Task After_its_suspects_the_node_goes_on()
    {
        await using var node = NodeHarness.Create();
        await node.Store.AddAsync();
        await node.Store.KillNodesAsync(1);
        await node.StartAsync();
        await node.Store.WhenEmptyAsync();

        await node.Store.AddAsync();
        node.Notify();

        await node.Store.WhenEmptyAsync();
    }

    [Fact]
    public async Task Jobs_whose_claim_was_answered_to_nobody_go_back_and_run()
    {
        await using var node = NodeHarness.Create();
        var lost = 0;
        node.Store.AfterClaim = claim =>
        {
            if (claim.Jobs.Count > 0 && lost++ == 0)
            {
                throw new StoreException(StoreFault.Unavailable, "The connection broke.") { OutcomeUnknown = true };
            }
        };
        await node.Store.AddAsync(3);

        await node.StartAsync();
        await node.Store.WhenCommittedAsync<ReturnJob>(3);
        await node.Clock.WhenPendingAsync(Backoff.First);
        node.Clock.Advance(Backoff.First);
        await node.Store.WhenEmptyAsync();

        Assert.All(node.Store.Claimed, claim => Assert.Equal((1, false), (claim.Attempt, claim.IsSuspect)));
    }

    [Fact]
    public async Task A_suspect_that_is_running_can_be_interrupted_by_a_shutdown()
    {
        await using var node = NodeHarness.Create(options => options.DrainTimeout = TimeSpan.Zero);
        node.Executor.Handler = (_, control) => FakeExecutor.UntilCancelledAsync(control);
        var job = await node.Store.AddAsync();
        await node.Store.KillNodesAsync(1);
        await node.StartAsync();
        await node.Store.WhenAsync(() => node.Executor.Running == 1);

        await node.StopAsync();

        Assert.Equal(JobState.Available, (await node.Store.FindAsync(job))!.State);
    }
}
