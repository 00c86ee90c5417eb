using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Tests.Application.Queue;

/// <summary>Guarantee 4: a committed step never runs again.</summary>
public sealed class StepJournalTests
{
    private readonly List<string> ran = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StepEffect.Pure)]
    [InlineData(StepEffect.Keyed)]
    [InlineData(StepEffect.Unsafe)]
    public async Task A_committed_step_gives_its_result_again_without_running(StepEffect effect)
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        var results = new List<int>();
        var crash = true;
        fixture.Handle = async (_, context, token) =>
        {
            results.Add(await StepAsync(context, "charge", effect, token));
            return crash ? throw new JobFailedException(FailureKind.Transient, "after the step") : JobResult.Done;
        };

        await fixture.RunAndSettleAsync(await fixture.ClaimAsync());
        crash = false;
        fixture.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Settlement.Completed, await fixture.RunAndSettleAsync(await fixture.ClaimAsync()));

        Assert.Equal([1, 1], results);
        Assert.Single(ran);
    }

    [Fact]
    public async Task A_keyed_step_in_flight_at_a_crash_runs_again_with_the_same_key()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        await CrashInStepAsync(fixture, StepEffect.Keyed);

        fixture.Handle = async (_, context, token) =>
        {
            await StepAsync(context, "charge", StepEffect.Keyed, token);
            return JobResult.Done;
        };
        await fixture.RunAndSettleAsync(await fixture.ClaimAsync(suspects: true));

        Assert.Equal(2, ran.Count);
        Assert.Single(ran.Distinct());
    }

    [Fact]
    public async Task An_unsafe_step_in_flight_at_a_crash_ends_as_unknown_outcome_and_never_runs_again()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        await CrashInStepAsync(fixture, StepEffect.Unsafe);

        fixture.Handle = async (_, context, token) =>
        {
            await StepAsync(context, "charge", StepEffect.Unsafe, token);
            return JobResult.Done;
        };
        var settlement = await fixture.RunAndSettleAsync(await fixture.ClaimAsync(suspects: true));

        Assert.Equal(
            DeadLetterReason.UnknownOutcome, Assert.IsType<Settlement.DeadLettered>(settlement).Reason);
        Assert.Single(ran);
    }

    [Fact]
    public async Task A_run_without_its_lease_commits_no_step()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        fixture.Handle = async (_, context, token) =>
        {
            await fixture.CrashAsync();
            await StepAsync(context, "charge", StepEffect.Unsafe, token);
            return JobResult.Done;
        };

        Assert.IsType<JobOutcome.LeaseLost>(await fixture.RunAsync(await fixture.ClaimAsync()));
        Assert.Empty(ran);
    }

    [Fact]
    public async Task The_same_name_with_another_effect_is_a_bug_that_says_so()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        fixture.Handle = async (_, context, token) =>
        {
            await StepAsync(context, "charge", StepEffect.Pure, token);
            await StepAsync(context, "charge", StepEffect.Keyed, token);
            return JobResult.Done;
        };

        var failed = Assert.IsType<JobOutcome.Failed>(await fixture.RunAsync(await fixture.ClaimAsync()));
        Assert.Contains("Give the changed step a new name", failed.Failure.Message, StringComparison.Ordinal);
    }

    private ValueTask<int> StepAsync(JobContext context, string name, StepEffect effect, CancellationToken token) =>
        context.Steps.RunAsync(
            name,
            effect,
            (call, _) =>
            {
                ran.Add(call.IdempotencyKey);
                return ValueTask.FromResult(ran.Count);
            },
            TestJson.Default.Int32,
            token);

    // The step's body runs, and the node dies before its result is committed.
    private async Task CrashInStepAsync(ExecutorFixture fixture, StepEffect effect)
    {
        fixture.Handle = async (_, context, token) =>
        {
            await context.Steps.RunAsync(
                "charge",
                effect,
                async (call, _) =>
                {
                    ran.Add(call.IdempotencyKey);
                    await fixture.CrashAsync();
                    return 1;
                },
                TestJson.Default.Int32,
                token);
            return JobResult.Done;
        };
        Assert.IsType<JobOutcome.LeaseLost>(await fixture.RunAsync(await fixture.ClaimAsync()));
    }
}
