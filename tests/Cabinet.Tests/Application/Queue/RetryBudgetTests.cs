using System.Text;
using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
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
        var admitted = Enumerable.Range(0, 5).Select(_ => (budgets.Admit(Type, budget, Noon, Noon) - Noon).TotalSeconds);
        Assert.Equal([0, 0, 2, 3, 4], admitted);
        Assert.Equal(Noon, budgets.Admit(new JobType("other"), budget, Noon, Noon));
        Assert.Equal(Noon.AddMinutes(1), budgets.Admit(Type, budget, Noon.AddMinutes(1), Noon));
    }

    [Fact]
    public void A_later_retry_puts_no_earlier_one_off()
    {
        var (budgets, budget) = (new RetryBudgets(), new RateLimit(60, TimeSpan.FromMinutes(1), burst: 2));
        for (var i = 0; i < 100; i++)
        {
            budgets.Admit(Type, budget, Noon.AddHours(1), Noon);
        }

        Assert.Equal(Noon.AddSeconds(1), budgets.Admit(Type, budget, Noon.AddSeconds(1), Noon));
    }

    [Fact]
    public void Nothing_is_put_off_for_longer_than_a_delay_may_be()
    {
        var (budgets, budget) = (new RetryBudgets(), new RateLimit(1, TimeSpan.FromDays(1)));
        var admitted = Enumerable.Range(0, 100).Select(_ => budgets.Admit(Type, budget, Noon, Noon)).ToList();
        Assert.Equal(Noon + RetryPolicy.DelayLimit, admitted[^1]);
    }

    // The simple model: of each slot of a burst's length no more than the burst is due, nothing before its time, and nothing
    // is put off while the slot of its own time has room.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_slot_holds_more_than_the_burst_and_none_is_passed_over(int seed)
    {
        var random = new Random(seed);
        var budget = new RateLimit(random.Next(1, 60), TimeSpan.FromMinutes(1), random.Next(1, 9));
        var capacity = (int)Math.Max(budget.Burst, (1_000_000 + budget.Interval - 1) / budget.Interval);
        var length = capacity * budget.Interval;
        var (budgets, now, model) = (new RetryBudgets(), Noon, new Dictionary<long, int>());
        for (var i = 0; i < 2_000; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(0, 3_000));
            var proposed = now + TimeSpan.FromMilliseconds(random.Next(1, 60_000));
            var due = budgets.Admit(Type, budget, proposed, now);

            var slot = UnixMicroseconds.Of(proposed) / length;
            var expected = slot;
            while (model.GetValueOrDefault(expected) == capacity)
            {
                expected++;
            }

            if ((expected * length) - UnixMicroseconds.Of(proposed) > RetryPolicy.DelayLimit.TotalMicroseconds)
            {
                Assert.Equal(proposed + RetryPolicy.DelayLimit, due);
                continue;
            }

            model[expected] = model.GetValueOrDefault(expected) + 1;
            Assert.Equal(expected, UnixMicroseconds.Of(due) / length);
            Assert.True(expected == slot ? due == proposed : due > proposed);
        }

        Assert.Contains(model, entry => entry.Value == capacity);
    }

    [Fact]
    public async Task The_error_of_a_retry_that_was_put_off_says_so()
    {
        var options = new JobOptions
        {
            Retry = new RetryPolicy(5, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)),
            RetryBudget = new RateLimit(1, TimeSpan.FromHours(1)),
        };
        await using var fixture = await ExecutorFixture.OpenAsync(options);
        fixture.Handle = (_, _, _) => throw new InvalidOperationException(new string('x', 3_000));
        var first = await EnqueueAsync(1);
        var second = await EnqueueAsync(2);
        foreach (var job in await fixture.ClaimAllAsync())
        {
            await fixture.RunAndSettleAsync(job);
        }

        Assert.DoesNotContain("retry budget", await ErrorAsync(first), StringComparison.Ordinal);
        var error = await ErrorAsync(second);
        Assert.Matches(@"x \[The type's retry budget put it off by 0\.0[01]:\d\d:\d\d\.\]$", error);
        Assert.Equal(JobFailure.MaximumMessageLength, error.Length);

        async Task<JobId> EnqueueAsync(int number) => Assert.IsType<EnqueueResult.Enqueued>(
            await fixture.Jobs.EnqueueAsync(new TestPayload(number), null, TestContext.Current.CancellationToken)).Id;

        async Task<string> ErrorAsync(JobId id)
        {
            var errors = await fixture.Store.Jobs.ReadErrorsAsync(id, TestContext.Current.CancellationToken);
            return Encoding.UTF8.GetString(Assert.Single(errors).Message.Plain.Span);
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
        var slots = settled.Select(retried => UnixMicroseconds.Of(retried.DueAt) / 10_000_000).ToList();
        Assert.Equal([slots[0], slots[0] + 1, slots[0] + 2], slots);
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

    [Fact]
    public async Task The_last_attempt_is_the_last_of_any_kind()
    {
        var once = new RetryPolicy(1, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        await using var fixture = await ExecutorFixture.OpenAsync(new JobOptions
        {
            Retry = once with { ForIntegration = new RetryPolicy(3, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)) },
        });
        var seen = new List<(int Maximum, bool IsLast)>();
        fixture.Handle = (_, context, _) =>
        {
            seen.Add((context.MaximumAttempts, context.IsLastAttempt));
            throw new JobFailedException(FailureKind.Integration, "down");
        };
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), null, TestContext.Current.CancellationToken);
        Assert.IsType<Settlement.Retried>(await fixture.RunAndSettleAsync(await fixture.ClaimAsync()));

        Assert.Equal([(3, false)], seen);
    }
}
