using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Application.Queue;

public sealed class RetryBudgetTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JobType Type = new("test");

    [Fact]
    public void What_is_proposed_beyond_the_budget_is_put_off_in_order()
    {
        var (budgets, budget) = (new RetryBudgets(), new RateLimit(60, TimeSpan.FromMinutes(1), burst: 2));
        var admitted = Enumerable.Range(0, 5).Select(_ => (budgets.Admit(Type, budget, Noon) - Noon).TotalSeconds);
        Assert.Equal([0, 0, 1, 2, 3], admitted);
        Assert.Equal(Noon, budgets.Admit(new JobType("other"), budget, Noon));
        Assert.Equal(Noon.AddMinutes(1), budgets.Admit(Type, budget, Noon.AddMinutes(1)));
    }

    [Fact]
    public void Nothing_is_put_off_for_longer_than_a_delay_may_be()
    {
        var (budgets, budget) = (new RetryBudgets(), new RateLimit(1, TimeSpan.FromDays(1)));
        var admitted = Enumerable.Range(0, 100).Select(_ => budgets.Admit(Type, budget, Noon)).ToList();
        Assert.Equal(Noon + RetryPolicy.DelayLimit, admitted[^1]);
    }

    // In any stretch no more retries are due than the burst and what the stretch lets in, and none before its time.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_no_stretch_are_more_due_than_the_budget_says(int seed)
    {
        var random = new Random(seed);
        var (budgets, budget) = (new RetryBudgets(), new RateLimit(random.Next(1, 30), TimeSpan.FromMinutes(1), random.Next(1, 9)));
        var (now, due) = (Noon, new List<DateTimeOffset>());
        for (var i = 0; i < 400; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(0, 3_000));
            var proposed = now + TimeSpan.FromMilliseconds(random.Next(1, 60_000));
            due.Add(budgets.Admit(Type, budget, proposed));
            Assert.True(due[^1] >= proposed);
        }

        due.Sort();
        var interval = TimeSpan.FromMicroseconds(budget.Interval);
        for (var i = 0; i + budget.Burst < due.Count; i++)
        {
            // The one after a full burst comes at least an interval behind the burst's first.
            Assert.True(due[i + budget.Burst] - due[i] >= interval - TimeSpan.FromMicroseconds(1));
        }
    }

    [Fact]
    public async Task Failed_jobs_of_a_type_come_again_as_fast_as_its_budget_says()
    {
        var options = new JobOptions
        {
            Retry = new RetryPolicy(5, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)),
            RetryBudget = new RateLimit(1, TimeSpan.FromSeconds(10)),
        };
        await using var fixture = await ExecutorFixture.OpenAsync(options);
        fixture.Handle = (_, _, _) => throw new InvalidOperationException("down");
        var settled = new List<Settlement.Retried>();
        for (var i = 0; i < 3; i++)
        {
            await fixture.Jobs.EnqueueAsync(new TestPayload(i), null, TestContext.Current.CancellationToken);
        }

        foreach (var job in await fixture.ClaimAllAsync())
        {
            settled.Add(Assert.IsType<Settlement.Retried>(await fixture.RunAndSettleAsync(job)));
        }

        Assert.Equal([false, true, true], settled.Select(retried => retried.IsPutOff));
        Assert.Equal(
            [10, 20], settled.Skip(1).Select(retried => Math.Round((retried.DueAt - settled[0].DueAt).TotalSeconds)));
    }

    [Fact]
    public async Task A_handler_knows_whether_it_is_the_last_attempt()
    {
        await using var fixture = await ExecutorFixture.OpenAsync(
            new JobOptions { Retry = new RetryPolicy(2, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)) });
        var seen = new List<(int Attempt, int Maximum, bool IsLast)>();
        fixture.Handle = (_, context, _) =>
        {
            seen.Add((context.Attempt, context.MaximumAttempts, context.IsLastAttempt));
            throw new InvalidOperationException("again");
        };
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), null, TestContext.Current.CancellationToken);
        Assert.IsType<Settlement.Retried>(await fixture.RunAndSettleAsync(await fixture.ClaimAsync()));
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<Settlement.DeadLettered>(await fixture.RunAndSettleAsync(await fixture.ClaimAsync()));

        Assert.Equal([(1, 2, false), (2, 2, true)], seen);
    }
}
