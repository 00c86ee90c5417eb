using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Pipelines;
using Cabinet.Application.Security;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Queue;

/// <summary>Runs claimed jobs and settles what came of them: the orchestration behind <see cref="IJobExecutor"/>.</summary>
public sealed class JobExecutor : IJobExecutor
{
    private readonly IStore store;
    private readonly JobCatalog jobs;
    private readonly PipelineCatalog pipelines;
    private readonly IJobScopes scopes;
    private readonly TimeProvider time;
    private readonly TaskSettler tasks;
    private readonly RetryBudgets budgets = new();

    /// <summary>Makes the executor from its ports.</summary>
    public JobExecutor(
        IStore store,
        JobCatalog jobs,
        PipelineCatalog pipelines,
        IJobScopes scopes,
        IIdGenerator ids,
        ITraceContext trace,
        IBusinessMetrics metrics,
        TimeProvider time)
    {
        this.store = store;
        this.jobs = jobs;
        this.pipelines = pipelines;
        this.scopes = scopes;
        this.time = time;
        tasks = new TaskSettler(store, pipelines, new PipelineWrites(jobs, ids, trace), metrics, time);
    }

    /// <inheritdoc />
    public ValueTask<JobOutcome> RunAsync(ClaimedJob job, JobControl control)
    {
        if (PoisonRule.IsPoison(job.DeathsAlone))
        {
            return new(new JobOutcome.Quarantined(
                DeadLetterReason.Poison,
                new JobFailure(
                    FailureKind.Permanent,
                    $"{job.DeathsAlone} nodes died while they ran this job and nothing else. Find out why before you redrive it.")));
        }

        var opening = store.OpenPayloadAsync(job, control.Token);
        return opening.IsCompletedSuccessfully
            ? RunOpened(job, control, opening.Result)
            : AwaitPayloadAsync(job, control, opening);
    }

    /// <inheritdoc />
    public async ValueTask<Settlement> SettleAsync(
        ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken)
    {
        var policy = JobPolicy.For(job, jobs.Find(job.Type), pipelines);
        var plan = SettlementPlanner.Plan(job, policy, RefuseDegraded(outcome, policy), time.GetUtcNow(), budgets);
        if (plan is null)
        {
            return Settlement.Lost;
        }

        if (plan.Event is not null)
        {
            return await tasks.SettleAsync(job, policy, plan, cancellationToken);
        }

        var writes = plan.Count is { } count ? new WriteSet([plan.Operation, count]) : new WriteSet(plan.Operation);
        var result = await store.CommitAsync(writes, cancellationToken);
        return result is CommitResult.Refused ? Settlement.Lost : plan.Settlement;
    }

    private async ValueTask<JobOutcome> AwaitPayloadAsync(
        ClaimedJob job, JobControl control, ValueTask<OpenResult> opening)
    {
        OpenResult opened;
        try
        {
            opened = await opening;
        }
        catch (StoreException exception)
        {
            return RefuseStored(exception);
        }
        catch (OperationCanceledException exception)
        {
            return Classify(exception, control, JobPolicy.For(job, jobs.Find(job.Type), pipelines));
        }

        return await RunOpened(job, control, opened);
    }

    private ValueTask<JobOutcome> RunOpened(ClaimedJob job, JobControl control, OpenResult opened)
    {
        if (!opened.IsOpened)
        {
            return new(Refuse(opened.Refusal));
        }

        if (job.Task is { } task && pipelines.Find(task.Pipeline) is null && BatchReference.From(task) is null)
        {
            return new(NotHere($"Pipeline '{task.Pipeline}' is not declared on this node. Declare it with AddPipeline"));
        }

        return jobs.Find(job.Type) is { } definition
            ? InvokeAsync(job, control, definition, opened.Plaintext)
            : new(NotHere($"No handler for '{job.Type}' is registered on this node. Register one with AddJob"));
    }

    private async ValueTask<JobOutcome> InvokeAsync(
        ClaimedJob job, JobControl control, JobDefinition definition, ReadOnlyMemory<byte> payload)
    {
        var policy = JobPolicy.For(job, definition, pipelines);
        var deadline = time.GetUtcNow() + policy.Timeout;
        control.CancelAfter(policy.Timeout, time);
        try
        {
            await using var scope = scopes.Open();
            var context = new JobContext(
                job,
                control,
                new StepJournal(store, job, control, time),
                new JobProgress(store, job.Lease, time),
                deadline,
                policy.Retry.MaximumAttemptsOfAnyKind,
                store.Jobs);
            var middleware = jobs.FindMiddleware(job.Type);
            var result = middleware.Count == 0
                ? await definition.InvokeAsync(scope.Services, payload.Span, context, control.Token)
                : await new MiddlewareChain(middleware, scope.Services, definition, payload, context)
                    .RunAsync(control.Token);
            return result.SnoozeFor is { } delay ? new JobOutcome.Snoozed(delay) : new JobOutcome.Succeeded(result);
        }
        catch (Exception exception)
        {
            return Classify(exception, control, policy);
        }
    }

    // Everything a handler can throw ends here on purpose: one job's bug must not become the worker's.
    private static JobOutcome Classify(Exception exception, JobControl control, JobPolicy policy) => exception switch
    {
        LeaseLostException => new JobOutcome.LeaseLost(),
        JobFailedException failed => new JobOutcome.Failed(new JobFailure(failed.Kind, failed.Message)),
        _ when control.Cause == CancellationCause.LeaseLost => new JobOutcome.LeaseLost(),
        OperationCanceledException => control.Cause switch
        {
            CancellationCause.Timeout => new JobOutcome.Failed(new JobFailure(
                FailureKind.Transient, $"The attempt took longer than its timeout of {policy.Timeout}.")),
            CancellationCause.Requested => new JobOutcome.Cancelled(),
            CancellationCause.Shutdown => new JobOutcome.Interrupted(),
            _ => Unclassified(exception),
        },
        _ => Unclassified(exception),
    };

    private static JobOutcome.Failed NotHere(string what) =>
        new(new JobFailure(FailureKind.Transient, $"{what}, or run this queue on a node that has it."));

    private static JobOutcome.Failed Unclassified(Exception exception) =>
        new(new JobFailure(FailureKind.Transient, $"{exception.GetType().Name}: {exception.Message}"));

    private static JobOutcome Refuse(OpenRefusal refusal) => refusal switch
    {
        OpenRefusal.KeyUnavailable missing => new JobOutcome.KeyUnavailable(missing),
        _ => new JobOutcome.Quarantined(
            DeadLetterReason.Unreadable,
            new JobFailure(
                FailureKind.Security,
                "The stored payload can't be opened although its key is right: the row was altered or moved. It can't be "
                + "recovered from here; restore it from a backup or discard it.")),
    };

    // A payload that lies in the storage: what isn't there may come back with its folder; what was altered doesn't.
    private static JobOutcome RefuseStored(StoreException exception) => exception.Fault == StoreFault.Unreadable
        ? new JobOutcome.Quarantined(
            DeadLetterReason.Unreadable, new JobFailure(FailureKind.Security, exception.Message))
        : new JobOutcome.Failed(new JobFailure(FailureKind.Integration, exception.Message));

    private static JobOutcome RefuseDegraded(JobOutcome outcome, JobPolicy policy) =>
        outcome is JobOutcome.Succeeded { Result.IsDegraded: true } && policy.Degraded == DegradedResults.Refuse
            ? new JobOutcome.Failed(new JobFailure(
                FailureKind.Integration, "Only a fallback was available, and this stage refuses degraded results."))
            : outcome;
}
