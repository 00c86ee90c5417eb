using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Crash.Probe;

/// <summary>Runs the steps of a job and writes down each run of a body ("ran") and each return of a step ("after").</summary>
internal sealed class ProbeHandler(ProbeRun run, EventLog events, KeyedReceiver receiver) : IJobHandler<ProbeJob>
{
    public async ValueTask<JobResult> HandleAsync(ProbeJob payload, JobContext context, CancellationToken cancellationToken)
    {
        for (var index = 0; index < payload.Steps.Length; index++)
        {
            var step = $"{payload.Steps[index]}{index}";
            var token = await context.Steps.RunAsync(
                step,
                EffectOf(payload.Steps[index]),
                (call, _) => ValueTask.FromResult(TakeEffect(context.Id.ToString(), step, call)),
                ProbeJson.Default.String,
                cancellationToken);
            events.Write($"after {context.Id} {step} {token}");
        }

        if (payload.FailsOnce && context.Attempt == 1)
        {
            throw new JobFailedException(FailureKind.Transient, "The first attempt of this job fails on purpose.");
        }

        run.Ended(payload);
        return JobResult.Done;
    }

    private string TakeEffect(string job, string step, StepCall call)
    {
        // The token tells this run of the body from every other.
        var token = run.NextToken();
        events.Write($"ran {job} {step} {token}");
        if (step.StartsWith('k'))
        {
            receiver.Deliver(call.IdempotencyKey);
        }

        return token;
    }

    private static StepEffect EffectOf(char letter) => letter switch
    {
        'p' => StepEffect.Pure,
        'k' => StepEffect.Keyed,
        _ => StepEffect.Unsafe,
    };
}
