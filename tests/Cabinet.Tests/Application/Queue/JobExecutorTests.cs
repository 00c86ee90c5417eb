using Cabinet.Application.Commands;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Tasks;

namespace Cabinet.Tests.Application.Queue;

public sealed class JobExecutorTests
{
    private const string Submission = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string Span = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

    private static readonly StageName First = new("first");
    private static readonly StageName Second = new("second");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timeout_is_a_transient_failure_that_names_the_limit()
    {
        await using var fixture = await ExecutorFixture.OpenAsync(new JobOptions { Timeout = TimeSpan.FromSeconds(3) });
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        fixture.Handle = async (_, _, token) =>
        {
            var never = new TaskCompletionSource();
            fixture.Time.Advance(TimeSpan.FromSeconds(3));
            await never.Task.WaitAsync(token);
            return JobResult.Done;
        };

        var failed = Assert.IsType<JobOutcome.Failed>(await fixture.RunAsync(await fixture.ClaimAsync()));
        Assert.Equal(FailureKind.Transient, failed.Failure.Kind);
        Assert.Contains("00:00:03", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CancellationCause.Requested, typeof(JobOutcome.Cancelled))]
    [InlineData(CancellationCause.Shutdown, typeof(JobOutcome.Interrupted))]
    [InlineData(CancellationCause.LeaseLost, typeof(JobOutcome.LeaseLost))]
    public async Task A_cancelled_run_ends_by_its_cause(CancellationCause cause, Type outcome)
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        using var control = new JobControl();
        fixture.Handle = (_, _, token) =>
        {
            control.Cancel(cause);
            token.ThrowIfCancellationRequested();
            return ValueTask.FromResult(JobResult.Done);
        };

        Assert.IsType(outcome, await fixture.RunAsync(await fixture.ClaimAsync(), control));
    }

    [Fact]
    public async Task An_exception_of_a_handler_is_a_failure_and_never_the_workers()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        fixture.Handle = (_, _, _) => throw new InvalidDataException("no such page");

        var settlement = await fixture.RunAndSettleAsync(await fixture.ClaimAsync());

        Assert.Equal(FailureKind.Transient, Assert.IsType<Settlement.Retried>(settlement).Kind);
    }

    [Fact]
    public async Task Three_deaths_while_alone_quarantine_a_job_without_running_it()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        await fixture.ClaimAsync();
        await fixture.CrashAsync();
        for (var death = 0; death < PoisonRule.DeathsAlone; death++)
        {
            Assert.Equal(1, (await fixture.ClaimAsync(suspects: true)).Attempt);
            await fixture.CrashAsync();
        }

        fixture.Handle = (_, _, _) => throw new InvalidOperationException("It must not run.");
        var settlement = await fixture.RunAndSettleAsync(await fixture.ClaimAsync(suspects: true));

        Assert.Equal(DeadLetterReason.Poison, Assert.IsType<Settlement.DeadLettered>(settlement).Reason);
    }

    [Fact]
    public async Task A_stale_outcome_writes_nothing()
    {
        await using var fixture = await ExecutorFixture.OpenAsync();
        await fixture.Jobs.EnqueueAsync(new TestPayload(1), cancellationToken: Cancel);
        var stale = await fixture.ClaimAsync();
        await fixture.CrashAsync();

        Assert.Equal(Settlement.Lost, await fixture.RunAndSettleAsync(stale));
        Assert.Equal(0, await fixture.Store.History.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_task_goes_through_its_stages_to_its_end()
    {
        await using var fixture = await ExecutorFixture.OpenAsync(null, FanOut());
        var task = await SubmitAsync(fixture);
        var joined = 0;
        fixture.Handle = (payload, context, _) => ValueTask.FromResult(context.Task!.Stage == First
            ? JobResult.Many([ExecutorFixture.Json(1), ExecutorFixture.Json(2), ExecutorFixture.Json(3)])
            : JobResult.Of(ExecutorFixture.Json(joined += payload.Value)));

        await DrainAsync(fixture);

        var done = await fixture.Store.Tasks.FindAsync(task, Cancel);
        Assert.Equal(TaskState.Completed, done!.Status);
        Assert.Equal(6, joined);
        Assert.Equal(4, await fixture.Store.History.CountAsync(Cancel));
        Assert.Equal(["accepted fan", "completed fan"], fixture.Counted);
    }

    [Fact]
    public async Task Outcomes_of_one_task_that_are_settled_at_once_all_count()
    {
        await using var fixture = await ExecutorFixture.OpenAsync(null, FanOut());
        var task = await SubmitAsync(fixture);
        fixture.Handle = (_, context, _) => ValueTask.FromResult(context.Task!.Stage == First
            ? JobResult.Many(Enumerable.Range(0, 50).Select(ExecutorFixture.Json))
            : JobResult.Done);
        await fixture.RunAndSettleAsync(await fixture.ClaimAsync());

        var settled = await Task.WhenAll((await fixture.ClaimAllAsync()).Select(fixture.RunAndSettleAsync));

        Assert.Equal(50, settled.Count(settlement => settlement == Settlement.Completed));
        Assert.Equal(TaskState.Completed, (await fixture.Store.Tasks.FindAsync(task, Cancel))!.Status);
    }

    [Fact]
    public async Task A_stage_that_refuses_degraded_results_retries_instead()
    {
        var strict = new PipelineDefinition(new PipelineName("strict"), new StageDefinition
        {
            Name = First,
            Job = ExecutorFixture.Type,
            Degraded = DegradedResults.Refuse,
        });
        await using var fixture = await ExecutorFixture.OpenAsync(null, strict);
        await fixture.Tasks.SubmitAsync(
            new SubmitTask(strict.Name, ExecutorFixture.Json(1)), Caller.LocalOperator, Cancel);
        fixture.Handle = (_, _, _) => ValueTask.FromResult(JobResult.Done with { IsDegraded = true });

        var settlement = await fixture.RunAndSettleAsync(await fixture.ClaimAsync());

        Assert.Equal(FailureKind.Integration, Assert.IsType<Settlement.Retried>(settlement).Kind);
    }

    [Fact]
    public async Task A_dead_letter_stalls_its_task_and_a_redrive_completes_it()
    {
        await using var fixture = await ExecutorFixture.OpenAsync(null, FanOut());
        var task = await SubmitAsync(fixture);
        fixture.Handle = (_, _, _) => throw new JobFailedException(FailureKind.Permanent, "broken");
        await DrainAsync(fixture);
        Assert.Equal(TaskState.Stalled, (await fixture.Store.Tasks.FindAsync(task, Cancel))!.Status);

        fixture.Handle = (_, _, _) => ValueTask.FromResult(JobResult.Done);
        var letter = Assert.Single(await fixture.Store.DeadLetters.ListAsync(
            DeadLetterFilter.All, Cabinet.Application.Persistence.Page.First, Cancel));
        await fixture.DeadLetters.RedriveAsync(letter.Id, Caller.LocalOperator, null, Cancel);
        await DrainAsync(fixture);

        Assert.Equal(TaskState.Completed, (await fixture.Store.Tasks.FindAsync(task, Cancel))!.Status);
        Assert.Equal(["accepted fan", "failed fan", "completed fan"], fixture.Counted);
    }

    [Fact]
    public async Task Cancelling_a_task_ends_its_waiting_jobs()
    {
        await using var fixture = await ExecutorFixture.OpenAsync(null, FanOut());
        var task = await SubmitAsync(fixture);

        Assert.IsType<OperationResult.Done>(await fixture.Tasks.CancelAsync(task, Caller.LocalOperator, null, Cancel));

        Assert.Empty(await fixture.ClaimAllAsync());
        Assert.Equal(TaskState.Cancelled, (await fixture.Store.Tasks.FindAsync(task, Cancel))!.Status);
    }

    [Theory]
    [InlineData(null, Span)]
    [InlineData(Submission, Span)]
    public async Task The_next_job_continues_the_span_that_called_for_it(string? submission, string expected)
    {
        await using var fixture = await ExecutorFixture.OpenAsync(null, FanOut());
        fixture.TraceParent = submission;
        await SubmitAsync(fixture);
        fixture.Handle = (_, _, _) => ValueTask.FromResult(JobResult.Of(ExecutorFixture.Json(1)));
        var first = await fixture.ClaimAsync();
        Assert.Equal(submission, first.TraceParent);

        fixture.TraceParent = Span;
        await fixture.RunAndSettleAsync(first);

        Assert.Equal(expected, (await fixture.ClaimAsync()).TraceParent);
    }

    [Fact]
    public async Task A_user_may_submit_but_not_operate()
    {
        await using var fixture = await ExecutorFixture.OpenAsync(null, FanOut());
        var user = new Caller("somebody", CallerRole.User);

        var accepted = Assert.IsType<SubmitResult.Accepted>(await fixture.Tasks.SubmitAsync(
            new SubmitTask(new PipelineName("fan"), ExecutorFixture.Json(0)), user, Cancel));

        Assert.IsType<OperationResult.Denied>(await fixture.Tasks.CancelAsync(accepted.Id, user, null, Cancel));
        Assert.IsType<OperationResult.Denied>(
            await fixture.DeadLetters.DiscardAsync(new JobId(Guid.Empty), user, null, Cancel));
    }

    [Fact]
    public async Task The_same_idempotency_key_is_accepted_once()
    {
        await using var fixture = await ExecutorFixture.OpenAsync(null, FanOut());
        var command = new SubmitTask(new PipelineName("fan"), ExecutorFixture.Json(0)) { IdempotencyKey = "order-7" };

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            await fixture.Tasks.SubmitAsync(command, Caller.LocalOperator, Cancel)));

        Assert.Single(results.OfType<SubmitResult.Accepted>());
        Assert.Equal(7, results.OfType<SubmitResult.AlreadyAccepted>().Count());
        Assert.Single(await fixture.ClaimAllAsync());
    }

    private static PipelineDefinition FanOut() => new(
        new PipelineName("fan"),
        new StageDefinition { Name = First, Job = ExecutorFixture.Type },
        new StageDefinition { Name = Second, Job = ExecutorFixture.Type, After = [First] });

    private static async Task<TaskId> SubmitAsync(ExecutorFixture fixture) => Assert.IsType<SubmitResult.Accepted>(
        await fixture.Tasks.SubmitAsync(
            new SubmitTask(new PipelineName("fan"), ExecutorFixture.Json(0)), Caller.LocalOperator, Cancel)).Id;

    private static async Task DrainAsync(ExecutorFixture fixture)
    {
        while (await fixture.ClaimAllAsync() is { Count: > 0 } jobs)
        {
            foreach (var job in jobs)
            {
                await fixture.RunAndSettleAsync(job);
            }
        }
    }
}
