using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Testing.Tests;

public sealed class ReplayTests : WorkTest
{
    private readonly List<string> charged = [];

    [Fact]
    public async Task One_job_runs_inline_and_nothing_else()
    {
        await Test.Jobs.EnqueueAsync(new Work("waits"), cancellationToken: Cancel);

        var run = await Test.RunAsync(new Work("inline"), Cancel);

        Assert.True(run.IsCompleted);
        Assert.Equal([("inline", 1)], Script.Calls);
    }

    [Fact]
    public async Task A_completed_step_gives_its_result_and_does_not_run()
    {
        Script.Body = ChargeAsync;

        var run = await Test.ReplayAsync(
            new Work("x"), [new JournalStep("charge", StepEffect.Unsafe, "\"receipt 7\"")], Cancel);

        Assert.True(run.IsCompleted);
        Assert.Empty(charged);
        Assert.Equal(["result receipt 7"], results);
    }

    [Fact]
    public async Task An_unsafe_step_that_was_only_started_is_an_unknown_outcome()
    {
        Script.Body = ChargeAsync;

        var run = await Test.ReplayAsync(new Work("x"), [new JournalStep("charge", StepEffect.Unsafe, null)], Cancel);

        Assert.Equal(FailureKind.UnknownOutcome, run.Failure?.Kind);
        Assert.Empty(charged);
    }

    private readonly List<string> results = [];

    private async ValueTask<JobResult> ChargeAsync(Work work, JobContext context, CancellationToken cancellation)
    {
        var receipt = await context.Steps.RunAsync(
            "charge",
            StepEffect.Unsafe,
            (call, _) =>
            {
                charged.Add(call.IdempotencyKey);
                return ValueTask.FromResult("receipt 1");
            },
            WorkJson.Default.String,
            cancellation);
        results.Add($"result {receipt}");
        return JobResult.Done;
    }
}
