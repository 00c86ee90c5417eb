using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using CsCheck;

namespace Cabinet.Tests.Domain.Jobs;

public sealed class RetryPolicyTests
{
    private static readonly JobIdSeed Seed = JobIdSeed.From(new JobId(new Guid("0190f3c2-0000-7000-8000-000000000001")));

    [Fact]
    public void The_delay_lies_in_the_upper_half_of_a_doubling_that_stops_at_the_maximum() =>
        Gen.Select(Gen.Int[1, 99], Gen.Long[1, 1_000_000], Gen.Long[1, 1_000_000], Gen.ULong)
            .Sample((attempt, first, more, seed) =>
            {
                var policy = new RetryPolicy(100, TimeSpan.FromTicks(first), TimeSpan.FromTicks(first + more));
                var retry = Assert.IsType<RetryDecision.Retry>(
                    policy.Decide(attempt, FailureKind.Transient, new JobIdSeed(seed)));
                var full = Math.Min(first * Math.Pow(2, attempt - 1), first + more);
                Assert.InRange(retry.Delay.Ticks, (long)(full / 2) - 1, (long)full + 1);
            });

    [Fact]
    public void The_same_job_and_attempt_give_the_same_delay() => Assert.Equal(
        RetryPolicy.Default.Decide(3, FailureKind.Transient, Seed),
        RetryPolicy.Default.Decide(3, FailureKind.Transient, Seed));

    [Fact]
    public void Jobs_that_fail_together_come_back_apart()
    {
        var delays = Enumerable.Range(1, 100)
            .Select(number => RetryPolicy.Default.Decide(1, FailureKind.Transient, new JobIdSeed((ulong)number)))
            .Distinct();

        Assert.InRange(delays.Count(), 95, 100);
    }

    [Fact]
    public void The_last_attempt_goes_to_the_dead_letter_queue() => Assert.Equal(
        RetryDecision.DeadLetter(DeadLetterReason.AttemptsExhausted),
        new RetryPolicy(maximumAttempts: 3).Decide(3, FailureKind.Integration, Seed));

    [Fact]
    public void Integration_failures_may_have_a_policy_of_their_own()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1))
        {
            ForIntegration = new RetryPolicy(20, TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)),
        };

        var transient = Assert.IsType<RetryDecision.Retry>(policy.Decide(1, FailureKind.Transient, Seed));
        var integration = Assert.IsType<RetryDecision.Retry>(policy.Decide(1, FailureKind.Integration, Seed));
        Assert.InRange(transient.Delay, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        Assert.InRange(integration.Delay, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
        Assert.IsType<RetryDecision.SetAside>(policy.Decide(3, FailureKind.Transient, Seed));
        Assert.IsType<RetryDecision.Retry>(policy.Decide(3, FailureKind.Integration, Seed));
        Assert.Equal(
            RetryDecision.DeadLetter(DeadLetterReason.AttemptsExhausted), policy.Decide(20, FailureKind.Integration, Seed));
        Assert.Throws<ArgumentException>(() => new RetryPolicy { ForIntegration = policy });
    }

    [Theory]
    [InlineData(FailureKind.Permanent, DeadLetterReason.Permanent)]
    [InlineData(FailureKind.Security, DeadLetterReason.Security)]
    [InlineData(FailureKind.UnknownOutcome, DeadLetterReason.UnknownOutcome)]
    public void What_no_retry_can_mend_goes_there_at_once(FailureKind kind, DeadLetterReason reason) =>
        Assert.Equal(RetryDecision.DeadLetter(reason), RetryPolicy.Default.Decide(1, kind, Seed));

    [Fact]
    public void An_interruption_costs_nothing_even_at_the_last_attempt() =>
        Assert.Equal(RetryDecision.GiveBack, RetryPolicy.Never.Decide(1, FailureKind.Interrupted, Seed));

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Attempts_outside_the_range_are_refused(int attempts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts));

    [Fact]
    public void Listed_delays_are_kept_to_the_tick_one_after_each_failure()
    {
        var policy = RetryPolicy.Listed(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

        Assert.Equal(4, policy.MaximumAttempts);
        Assert.Equal(RetryDecision.RetryAfter(TimeSpan.FromSeconds(5)), policy.Decide(1, FailureKind.Transient, Seed));
        Assert.Equal(RetryDecision.RetryAfter(TimeSpan.FromMinutes(1)), policy.Decide(2, FailureKind.Integration, Seed));
        Assert.Equal(RetryDecision.RetryAfter(TimeSpan.FromMinutes(10)), policy.Decide(3, FailureKind.Transient, Seed));
        Assert.Equal(
            RetryDecision.DeadLetter(DeadLetterReason.AttemptsExhausted), policy.Decide(4, FailureKind.Transient, Seed));
    }

    [Fact]
    public void A_list_may_be_a_text_and_counts_by_its_values()
    {
        var policy = RetryPolicy.Listed("250ms,5s, 1m, 2h, 1d");

        Assert.Equal(
            RetryPolicy.Listed(
                TimeSpan.FromMilliseconds(250),
                TimeSpan.FromSeconds(5),
                TimeSpan.FromMinutes(1),
                TimeSpan.FromHours(2),
                TimeSpan.FromDays(1)),
            policy);
        Assert.NotEqual(RetryPolicy.Listed("250ms, 6s, 1m, 2h, 1d"), policy);
        Assert.Equal(RetryPolicy.Listed("5s, 1m").GetHashCode(), RetryPolicy.Listed("5s,60s").GetHashCode());
    }

    [Fact]
    public void A_constant_delay_never_grows_and_is_the_same_for_each_job()
    {
        var policy = RetryPolicy.Constant(TimeSpan.FromSeconds(30), maximumAttempts: 50);

        Gen.Select(Gen.Int[1, 49], Gen.ULong).Sample((attempt, seed) => Assert.Equal(
            RetryDecision.RetryAfter(TimeSpan.FromSeconds(30)),
            policy.Decide(attempt, FailureKind.Transient, new JobIdSeed(seed))));
        Assert.IsType<RetryDecision.SetAside>(policy.Decide(50, FailureKind.Transient, Seed));
    }

    [Theory]
    [InlineData("", "'' is no delay")]
    [InlineData("5s,", "'' is no delay")]
    [InlineData("5", "'5' is no delay")]
    [InlineData("s", "'s' is no delay")]
    [InlineData("1m, -5s", "'-5s' is no delay")]
    [InlineData("1.5m", "'1.5m' is no delay")]
    [InlineData("5 weeks", "'5 weeks' is no delay")]
    [InlineData("99999999999999999999s", "'99999999999999999999s' is no delay")]
    [InlineData("5s, 0s", "Delay 2 of the list")]
    [InlineData("5s, 1m, 8d", "Delay 3 of the list")]
    [InlineData("2000000000d", "is no delay")]
    public void What_is_no_list_of_delays_is_refused_with_its_place_and_what_is_allowed(string text, string says)
    {
        var refused = Assert.ThrowsAny<ArgumentException>(() => RetryPolicy.Listed(text));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.Equal("delays", refused.ParamName);
    }

    [Fact]
    public void A_list_has_one_to_ninety_nine_delays()
    {
        Assert.Throws<ArgumentException>(() => RetryPolicy.Listed());
        Assert.Throws<ArgumentException>(() => RetryPolicy.Listed([.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 100)]));
        Assert.Equal(
            RetryPolicy.AttemptLimit,
            RetryPolicy.Listed([.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 99)]).MaximumAttempts);
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryPolicy.Constant(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryPolicy.Constant(TimeSpan.FromDays(8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryPolicy.Constant(TimeSpan.FromSeconds(1), 101));
    }
}
