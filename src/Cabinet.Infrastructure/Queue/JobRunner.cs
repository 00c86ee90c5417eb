using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Runs one job through the executor and measures it.</summary>
internal sealed class JobRunner(
    IJobExecutor executor, QueueTelemetry telemetry, GuardedLogger<JobRunner> log, TimeProvider time)
{
    /// <summary>Runs it. Never throws.</summary>
    public ValueTask<JobOutcome> RunAsync(JobRun run)
    {
        // Only a frozen node gets here with a lease that ran out unnoticed; the job is claimed elsewhere soon.
        if (!run.Session.IsLive)
        {
            run.EndedAt = run.StartedAt;
            run.Control.Dispose();
            return new ValueTask<JobOutcome>(new JobOutcome.LeaseLost());
        }

        try
        {
            run.Activity = telemetry.StartProcess(run.Job);
            var running = executor.RunAsync(run.Job, run.Control);
            if (running.IsCompletedSuccessfully)
            {
                var outcome = running.Result;
                End(run, outcome);
                return new ValueTask<JobOutcome>(outcome);
            }

            return AwaitAsync(run, running);
        }
        catch (Exception exception)
        {
            return new ValueTask<JobOutcome>(Fail(run, exception));
        }
    }

    private async ValueTask<JobOutcome> AwaitAsync(JobRun run, ValueTask<JobOutcome> running)
    {
        try
        {
            var outcome = await running;
            End(run, outcome);
            return outcome;
        }
        catch (Exception exception)
        {
            return Fail(run, exception);
        }
    }

    // The port promises never to throw. If it does, that bug costs one attempt of one job, not the worker.
    private JobOutcome.Failed Fail(JobRun run, Exception exception)
    {
        log.ExecutorThrew(exception, run.Job.Id, run.Job.Type);
        var outcome = new JobOutcome.Failed(new JobFailure(
            FailureKind.Transient, $"Running the job failed outside its handler: {exception.GetType().Name}."));
        End(run, outcome);
        return outcome;
    }

    private void End(JobRun run, JobOutcome outcome)
    {
        run.EndedAt = time.GetTimestamp();
        run.Control.Dispose();
        telemetry.Processed(run, outcome, time);
    }
}
