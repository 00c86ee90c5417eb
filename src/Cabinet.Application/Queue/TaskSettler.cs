using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Pipelines;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Tasks;

namespace Cabinet.Application.Queue;

/// <summary>Settles jobs that belong to a task: outcome, next jobs and the task's state in one commit (guarantee 3).</summary>
internal sealed class TaskSettler(
    IStore store, PipelineCatalog pipelines, PipelineWrites writes, IBusinessMetrics metrics, TimeProvider time)
{
    // Conflicts come only from other nodes, because the gate orders this one; so many in a row mean something is broken.
    private const int MaximumConflicts = 100;

    private readonly TaskGates gates = new();

    public async ValueTask<Settlement> SettleAsync(
        ClaimedJob job, JobPolicy policy, SettlementPlan plan, CancellationToken cancellationToken)
    {
        using var pass = await gates.EnterAsync(job.Task!.Task, cancellationToken);
        for (var conflict = 0; conflict < MaximumConflicts; conflict++)
        {
            var task = await store.Tasks.FindAsync(job.Task.Task, cancellationToken);
            var definition = task is null ? null : pipelines.Find(task.Pipeline);
            if (task is null || definition is null)
            {
                return await SettleOrphanAsync(job, task, cancellationToken);
            }

            var state = PipelineStateFormat.Read(task.State.Plain.Span, definition);
            var transition = PipelineMachine.Apply(definition, state, plan.Event!);
            if (transition is not PipelineTransition.Moved moved)
            {
                plan = Fail(job, policy, ((PipelineTransition.Refused)transition).Why);
                if (!IsOpen(state, job.Task))
                {
                    return await CommitAloneAsync(plan, cancellationToken);
                }

                continue;
            }

            var result = await store.CommitAsync(
                new WriteSet([plan.Operation, .. writes.Move(task, moved, time.GetUtcNow())]), cancellationToken);
            switch (result)
            {
                case CommitResult.Committed:
                    Count(task, moved.State.Status);
                    return plan.Settlement;
                case CommitResult.Refused { Reason: Refusal.TaskChanged }:
                    continue;
                default:
                    return Settlement.Lost;
            }
        }

        throw new StoreException(
            StoreFault.Unavailable,
            $"Task {job.Task.Task} changed {MaximumConflicts} times in a row while a job of it was settled. Try again.");
    }

    // A task that was pruned, or a pipeline that this release doesn't know: the job must not vanish with its outcome.
    private async ValueTask<Settlement> SettleOrphanAsync(
        ClaimedJob job, TaskRecord? task, CancellationToken cancellationToken)
    {
        var why = task is null
            ? $"Task {job.Task!.Task} doesn't exist any more."
            : $"Pipeline '{task.Pipeline}' isn't declared on this node. Declare it with AddPipeline, or run this queue on a "
                + "node that has it.";
        return await CommitAloneAsync(
            SettlementPlanner.Plan(
                job,
                new JobPolicy(RetryPolicy.Default, null, default, Retention.Summary, DegradedResults.Accept),
                task is null
                    ? new JobOutcome.Cancelled()
                    : new JobOutcome.Quarantined(
                        DeadLetterReason.Permanent, new JobFailure(FailureKind.Permanent, why)),
                time.GetUtcNow())!,
            cancellationToken);
    }

    private async ValueTask<Settlement> CommitAloneAsync(SettlementPlan plan, CancellationToken cancellationToken)
    {
        var result = await store.CommitAsync(new WriteSet(plan.Operation), cancellationToken);
        return result is CommitResult.Refused ? Settlement.Lost : plan.Settlement;
    }

    private SettlementPlan Fail(ClaimedJob job, JobPolicy policy, string why) => SettlementPlanner.Plan(
        job, policy, new JobOutcome.Failed(new JobFailure(FailureKind.Permanent, why)), time.GetUtcNow())!;

    private static bool IsOpen(PipelineState state, TaskReference job) =>
        state.Stages.Any(stage => stage.Name == job.Stage && stage.Open.Contains(job.Item));

    private void Count(TaskRecord before, TaskState status)
    {
        if (status == before.Status)
        {
            return;
        }

        if (status == TaskState.Completed)
        {
            metrics.TaskCompleted(before.Pipeline, time.GetUtcNow() - before.CreatedAt);
        }
        else if (status is TaskState.Stalled or TaskState.Failed)
        {
            metrics.TaskFailed(before.Pipeline);
        }
    }
}
