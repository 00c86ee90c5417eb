using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Application.Security;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Brings outcomes into the store, while their slots go on with the next jobs.</summary>
/// <remarks>
/// While the store has trouble the same outcome is tried again until it is committed or the node's lease is lost. Then
/// it is dropped: the store gives the job to whoever holds it next, and would refuse this outcome by its stale epoch.
/// </remarks>
internal sealed class OutcomeSettler(
    IJobExecutor executor,
    KeyHalt keys,
    QueueSignal signal,
    QueueTelemetry telemetry,
    GuardedLogger<OutcomeSettler> log,
    TimeProvider time)
{
    /// <summary>Settles an outcome in the background.</summary>
    public void Begin(JobRun run, JobOutcome outcome, JobSlots slots) => _ = SettleAsync(run, outcome, slots).AsTask();

    /// <summary>Settles an outcome; completes when it is committed or dropped. Never throws.</summary>
    public ValueTask SettleAsync(JobRun run, JobOutcome outcome, JobSlots slots)
    {
        keys.Observe(outcome);
        var pending = TrySettle(run, outcome);

        // The write set is built by now, with this span as the parent of what comes next.
        QueueTelemetry.EndProcess(run.Activity);
        if (pending.IsCompletedSuccessfully)
        {
            Finish(run, pending.Result, slots);
            return ValueTask.CompletedTask;
        }

        return AwaitAsync(run, outcome, pending, slots);
    }

    private async ValueTask AwaitAsync(
        JobRun run, JobOutcome outcome, ValueTask<Settlement> pending, JobSlots slots)
    {
        Settlement? settlement = null;
        var backoff = new Backoff();
        while (settlement is null)
        {
            try
            {
                settlement = await pending;
            }
            catch (Exception exception)
            {
                outcome = AfterFailure(run, outcome, exception);
                settlement = await DelayAsync(run, backoff.Next()) ? null : Settlement.Lost;
                pending = settlement is null ? TrySettle(run, outcome) : default;
            }
        }

        Finish(run, settlement, slots);
    }

    private ValueTask<Settlement> TrySettle(JobRun run, JobOutcome outcome)
    {
        try
        {
            // A wait that was given up doesn't undo a commit, so there is nothing that a token could cancel.
            return executor.SettleAsync(run.Job, outcome, CancellationToken.None);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<Settlement>(exception);
        }
    }

    private JobOutcome AfterFailure(JobRun run, JobOutcome outcome, Exception exception)
    {
        switch (exception)
        {
            case StoreException trouble:
                log.SettleFailed(run.Job.Id, trouble.Fault, trouble.Message);
                return outcome;
            case KeyRingException trouble:
                keys.Report(trouble);
                return outcome;
            default:
                // A bug for this one outcome: without another outcome the job would be held for as long as the node
                // lives.
                log.SettleThrew(exception, run.Job.Id, run.Job.Type);
                return new JobOutcome.Failed(new JobFailure(
                    FailureKind.Transient, $"The job's outcome couldn't be written: {exception.GetType().Name}."));
        }
    }

    /// <summary>Waits before another try.</summary>
    /// <returns>False when the session ended.</returns>
    private async ValueTask<bool> DelayAsync(JobRun run, TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, time, run.Session.Ended);
            return run.Session.IsLive;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Finish(JobRun run, Settlement settlement, JobSlots slots)
    {
        if (settlement is Settlement.NotOurs)
        {
            log.OutcomeLost(run.Job.Id, run.Job.Epoch.Value);
        }

        if (run.Job.HoldsPlace)
        {
            signal.Notify(run.Job.Queue);
        }

        telemetry.Settled(run, settlement);
        slots.Settled();
        run.Session.Held.Remove(1);
    }
}
