using System.Collections.Concurrent;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Tests.Infrastructure.Queue;

/// <summary>
/// A fake of Application's orchestration: the test is the handler, and every failure is retried at once.
/// </summary>
internal sealed class FakeExecutor(TestStore store) : IJobExecutor
{
    public static readonly JobOutcome Success = new JobOutcome.Succeeded(JobResult.Done);

    private int running;
    private int mostRunning;

    /// <summary>The handler of all jobs.</summary>
    public Func<ClaimedJob, JobControl, ValueTask<JobOutcome>> Handler { get; set; } = (_, _) => new(Success);

    /// <summary>Called at the start of each settling, and may throw or wait.</summary>
    public Func<ClaimedJob, JobOutcome, ValueTask>? BeforeSettle { get; set; }

    public int Running => Volatile.Read(ref running);

    public int MostRunning => Volatile.Read(ref mostRunning);

    public ConcurrentQueue<Settlement> Settlements { get; } = new();

    public async ValueTask<JobOutcome> RunAsync(ClaimedJob job, JobControl control)
    {
        var now = Interlocked.Increment(ref running);
        InterlockedMax(now);
        store.Poke();
        try
        {
            return PoisonRule.IsPoison(job.DeathsAlone)
                ? new JobOutcome.Quarantined(DeadLetterReason.Poison, new JobFailure(FailureKind.Permanent, "Poison."))
                : await Handler(job, control);
        }
        finally
        {
            Interlocked.Decrement(ref running);
            store.Poke();
        }
    }

    public async ValueTask<Settlement> SettleAsync(
        ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken)
    {
        if (BeforeSettle is { } before)
        {
            await before(job, outcome);
        }

        var settlement = await CommitAsync(job, outcome, cancellationToken);
        Settlements.Enqueue(settlement);
        store.Poke();

        return settlement;
    }

    /// <summary>Waits for the cancellation of a run and answers as the real executor does.</summary>
    public static async ValueTask<JobOutcome> UntilCancelledAsync(JobControl control)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = control.Token.Register(() => cancelled.TrySetResult());
        await cancelled.Task;
        return control.Cause switch
        {
            CancellationCause.Requested => new JobOutcome.Cancelled(),
            CancellationCause.Shutdown => new JobOutcome.Interrupted(),
            CancellationCause.LeaseLost => new JobOutcome.LeaseLost(),
            _ => new JobOutcome.Failed(new JobFailure(FailureKind.Transient, "Timed out.")),
        };
    }

    private async ValueTask<Settlement> CommitAsync(
        ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken)
    {
        var message = Content.FromSealed(new byte[] { 1 });
        var error = new JobErrorRecord(job.Attempt, FailureKind.Transient, TestClock.Noon, message);
        (WriteOperation Operation, Settlement Settlement)? plan = outcome switch
        {
            JobOutcome.Succeeded => (new EndJob(job.Lease, null), Settlement.Completed),
            JobOutcome.Cancelled => (new EndJob(job.Lease, null), Settlement.Cancelled),
            JobOutcome.Interrupted or JobOutcome.KeyUnavailable => (new ReturnJob(job.Lease), Settlement.Returned),
            JobOutcome.Failed failed => (
                new RetryJob(job.Lease, TestClock.Noon, error),
                new Settlement.Retried(TestClock.Noon, failed.Failure.Kind)),
            JobOutcome.Quarantined dead => (
                new DeadLetterJob(job.Lease, dead.Reason, error),
                new Settlement.DeadLettered(dead.Reason, dead.Failure.Kind)),
            _ => null,
        };
        if (plan is not { } planned)
        {
            return Settlement.Lost;
        }

        var result = await store.CommitAsync(new WriteSet(planned.Operation), cancellationToken);
        return result is CommitResult.Refused ? Settlement.Lost : planned.Settlement;
    }

    private void InterlockedMax(int value)
    {
        var seen = Volatile.Read(ref mostRunning);
        while (value > seen)
        {
            var before = Interlocked.CompareExchange(ref mostRunning, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
