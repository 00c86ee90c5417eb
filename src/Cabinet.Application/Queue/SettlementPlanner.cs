using System.Globalization;
using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Pipelines;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Queue;

/// <summary>Decides what becomes of a job after its run: a function of job, policy, outcome, time and what is left of retry budgets.</summary>
internal static class SettlementPlanner
{
    /// <summary>What an outcome calls for; null when there is nothing to write.</summary>
    public static SettlementPlan? Plan(
        ClaimedJob job, JobPolicy policy, JobOutcome outcome, DateTimeOffset now, RetryBudgets? budgets = null) =>
        outcome switch
        {
            JobOutcome.Succeeded succeeded => Complete(job, policy, succeeded.Result, now),
            JobOutcome.Failed failed => Fail(job, policy, failed.Failure, now, budgets),
            JobOutcome.Quarantined quarantined => DeadLetter(job, quarantined.Reason, quarantined.Failure, now),
            JobOutcome.Snoozed snoozed =>
                new SettlementPlan(new ReturnJob(job.Lease, now + snoozed.Delay), Settlement.Returned, null),
            JobOutcome.Interrupted or JobOutcome.KeyUnavailable =>
                new SettlementPlan(new ReturnJob(job.Lease), Settlement.Returned, null),
            JobOutcome.Cancelled => Cancel(job, policy, now),
            JobOutcome.LeaseLost => null,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    private static SettlementPlan Complete(ClaimedJob job, JobPolicy policy, JobResult result, DateTimeOffset now) => new(
        new EndJob(job.Lease, History(job, policy.Retention, JobEnd.Completed, result, now)),
        Settlement.Completed,
        TaskOf(job) is { } task
            ? new PipelineEvent.Succeeded(task.Stage, task.Item, result.Outputs, result.IsDegraded)
            : null,
        Count(job, BatchChange.Succeeded, now));

    private static SettlementPlan Cancel(ClaimedJob job, JobPolicy policy, DateTimeOffset now) => new(
        new EndJob(job.Lease, History(job, policy.Retention, JobEnd.Cancelled, null, now)),
        Settlement.Cancelled,
        TaskOf(job) is { } task ? new PipelineEvent.JobCancelled(task.Stage, task.Item) : null,
        Count(job, BatchChange.Cancelled, now));

    private static SettlementPlan Retry(
        ClaimedJob job,
        JobPolicy policy,
        JobFailure failure,
        DateTimeOffset proposed,
        DateTimeOffset now,
        RetryBudgets? budgets)
    {
        var dueAt = policy.RetryBudget is { } budget && budgets is not null
            ? budgets.Admit(job.Type, budget, proposed, now)
            : proposed;
        return new SettlementPlan(
            new RetryJob(job.Lease, dueAt, Error(job, SayPutOff(failure, dueAt - proposed), now)),
            new Settlement.Retried(dueAt, failure.Kind) { IsPutOff = dueAt > proposed },
            null);
    }

    // Somebody who wonders why a job waits for so long reads its errors: the note stays whole, and the message is cut for it.
    private static JobFailure SayPutOff(JobFailure failure, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            return failure;
        }

        var note = string.Create(
            CultureInfo.InvariantCulture, $" [The type's retry budget put it off by {delay:d\\.hh\\:mm\\:ss}.]");
        var room = JobFailure.MaximumMessageLength - note.Length;
        return new JobFailure(failure.Kind, string.Concat(failure.Message.AsSpan(0, Math.Min(room, failure.Message.Length)), note));
    }

    private static SettlementPlan Fail(
        ClaimedJob job, JobPolicy policy, JobFailure failure, DateTimeOffset now, RetryBudgets? budgets) =>
        policy.Retry.Decide(job.Attempt, failure.Kind, JobIdSeed.From(job.Id)) switch
        {
            RetryDecision.Retry retry => Retry(job, policy, failure, now + retry.Delay, now, budgets),
            RetryDecision.SetAside aside => DeadLetter(job, aside.Reason, failure, now),
            _ => new SettlementPlan(new ReturnJob(job.Lease), Settlement.Returned, null),
        };

    private static SettlementPlan DeadLetter(
        ClaimedJob job, DeadLetterReason reason, JobFailure failure, DateTimeOffset now) => new(
        new DeadLetterJob(job.Lease, reason, Error(job, failure, now))
        {
            Cause = FailureCause.Of(job.Type, failure.Kind, failure.Message),
        },
        new Settlement.DeadLettered(reason, failure.Kind),
        TaskOf(job) is { } task ? new PipelineEvent.DeadLettered(task.Stage, task.Item) : null,
        Count(job, BatchChange.DeadLettered, now));

    private static TaskReference? TaskOf(ClaimedJob job) => BatchReference.From(job.Task) is null ? job.Task : null;

    private static CountBatch? Count(ClaimedJob job, BatchChange change, DateTimeOffset now) =>
        BatchReference.CountedBy(job.Task) is { } batch ? new CountBatch(batch, change, now) : null;

    private static JobErrorRecord Error(ClaimedJob job, JobFailure failure, DateTimeOffset now) =>
        new(job.Attempt, failure.Kind, now, Content.FromPlain(Encoding.UTF8.GetBytes(failure.Message)));

    private static HistoryRecord? History(
        ClaimedJob job, Retention retention, JobEnd end, JobResult? result, DateTimeOffset now)
    {
        if (retention == Retention.None)
        {
            return null;
        }

        var full = retention == Retention.Full;
        return new HistoryRecord
        {
            Id = job.Id,
            Type = job.Type,
            Queue = job.Queue,
            End = end,
            Attempts = job.Attempt,
            CreatedAt = job.CreatedAt,
            StartedAt = job.ClaimedAt,
            EndedAt = now,
            Task = job.Task,
            Payload = full ? job.Payload : Content.None,
            Result = full && result is { Outputs.Length: > 0 }
                ? Content.FromPlain(JsonArrays.Join(result.Outputs))
                : Content.None,
        };
    }
}
