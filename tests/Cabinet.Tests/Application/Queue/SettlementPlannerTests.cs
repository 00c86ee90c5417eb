using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Tests.Application.Queue;

public sealed class SettlementPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_success_ends_the_job_and_tells_its_task_of_the_outputs()
    {
        var plan = Plan(Job(inTask: true), new JobOutcome.Succeeded(JobResult.Of(Utf8("1"))));

        Assert.Equal(JobEnd.Completed, Assert.IsType<EndJob>(plan.Operation).History!.End);
        Assert.Equal("1", Encoding.UTF8.GetString(
            Assert.Single(Assert.IsType<PipelineEvent.Succeeded>(plan.Event).Outputs).Span));
    }

    [Fact]
    public void A_job_of_no_task_tells_nobody() =>
        Assert.Null(Plan(Job(), new JobOutcome.Succeeded(JobResult.Done)).Event);

    [Theory]
    [InlineData(Retention.None, false, false)]
    [InlineData(Retention.Summary, true, false)]
    [InlineData(Retention.Full, true, true)]
    public void Retention_says_what_is_kept(Retention retention, bool summary, bool contents)
    {
        var plan = Plan(Job(), new JobOutcome.Succeeded(JobResult.Of(Utf8("1"))), retention);

        var history = Assert.IsType<EndJob>(plan.Operation).History;
        Assert.Equal(summary, history is not null);
        Assert.Equal(contents, history is { Payload.IsNone: false, Result.IsNone: false });
    }

    [Fact]
    public void A_failure_with_attempts_left_is_scheduled_and_its_task_hears_nothing()
    {
        var plan = Plan(Job(inTask: true, attempt: 1), Failed(FailureKind.Transient));

        var retry = Assert.IsType<RetryJob>(plan.Operation);
        Assert.True(retry.DueAt > Now);
        Assert.Equal((1, FailureKind.Transient), (retry.Error.Attempt, retry.Error.Kind));
        Assert.Null(plan.Event);
    }

    [Fact]
    public void The_last_failure_is_dead_lettered_and_its_task_hears_of_it()
    {
        var plan = Plan(Job(inTask: true, attempt: RetryPolicy.Default.MaximumAttempts), Failed(FailureKind.Transient));

        Assert.Equal(DeadLetterReason.AttemptsExhausted, Assert.IsType<DeadLetterJob>(plan.Operation).Reason);
        Assert.IsType<PipelineEvent.DeadLettered>(plan.Event);
    }

    [Fact]
    public void An_interrupted_job_goes_back_at_once() =>
        Assert.Null(Assert.IsType<ReturnJob>(Plan(Job(), new JobOutcome.Interrupted()).Operation).DueAt);

    [Fact]
    public void A_snoozed_job_goes_back_for_later() => Assert.Equal(
        Now + TimeSpan.FromMinutes(1),
        Assert.IsType<ReturnJob>(Plan(Job(), new JobOutcome.Snoozed(TimeSpan.FromMinutes(1))).Operation).DueAt);

    [Fact]
    public void A_quarantined_job_keeps_the_reason_it_was_given() => Assert.Equal(
        DeadLetterReason.Poison,
        Assert.IsType<DeadLetterJob>(Plan(
            Job(),
            new JobOutcome.Quarantined(
                DeadLetterReason.Poison, new JobFailure(FailureKind.Permanent, "died"))).Operation).Reason);

    [Fact]
    public void Without_the_lease_there_is_nothing_to_write() => Assert.Null(
        SettlementPlanner.Plan(Job(), Policy(Retention.Summary), new JobOutcome.LeaseLost(), Now));

    [Fact]
    public void The_same_outcome_at_the_same_time_gives_the_same_plan() => Assert.Equal(
        Describe(Plan(Job(attempt: 2), Failed(FailureKind.Integration))),
        Describe(Plan(Job(attempt: 2), Failed(FailureKind.Integration))));

    private static string Describe(SettlementPlan plan) =>
        plan.Operation is RetryJob retry ? $"{retry.Lease} {retry.DueAt:O} {retry.Error.Message.Length}" : "other";

    private static SettlementPlan Plan(
        ClaimedJob job, JobOutcome outcome, Retention retention = Retention.Summary) =>
        SettlementPlanner.Plan(job, Policy(retention), outcome, Now)!;

    private static JobPolicy Policy(Retention retention) =>
        new(RetryPolicy.Default, null, TimeSpan.FromMinutes(5), retention, DegradedResults.Accept);

    private static JobOutcome.Failed Failed(FailureKind kind) => new(new JobFailure(kind, "it broke"));

    private static ClaimedJob Job(bool inTask = false, int attempt = 1) => new()
    {
        Id = new JobId(new Guid("0190f3c2-0000-7000-8000-000000000001")),
        Epoch = new Epoch(1),
        Type = new JobType("test"),
        Queue = new QueueName("default"),
        Attempt = attempt,
        CreatedAt = Now,
        ClaimedAt = Now,
        Payload = Content.FromSealed(new byte[4]),
        Task = inTask
            ? new TaskReference(new TaskId(Guid.Empty), new PipelineName("p"), new StageName("s"), ItemKey.Root)
            : null,
    };

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
