using System.Text;
using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Pipelines;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Commands;

/// <summary>Submits and cancels tasks.</summary>
public sealed class TaskCommands
{
    // Another node changes a task at most once per job of it; this many conflicts in a row mean something is broken.
    private const int MaximumConflicts = 100;

    private const string SubmitAction = "task.submit";

    private readonly IStore store;
    private readonly PipelineCatalog pipelines;
    private readonly PipelineWrites writes;
    private readonly IIdGenerator ids;
    private readonly ITraceContext trace;
    private readonly IBusinessMetrics metrics;
    private readonly TimeProvider time;
    private readonly CommandAdmission admission;
    private readonly AuditEvents audit;

    /// <summary>Makes the commands from their ports.</summary>
    public TaskCommands(
        IStore store,
        PipelineCatalog pipelines,
        JobCatalog jobs,
        IIdGenerator ids,
        ITraceContext trace,
        IBusinessMetrics metrics,
        TimeProvider time,
        CommandAdmission admission)
    {
        this.store = store;
        this.pipelines = pipelines;
        this.ids = ids;
        this.trace = trace;
        this.metrics = metrics;
        this.time = time;
        this.admission = admission;
        writes = new PipelineWrites(jobs, ids, trace);
        audit = new AuditEvents(ids, time);
    }

    /// <summary>Accepts a task: its state and its first jobs are one commit.</summary>
    /// <exception cref="ArgumentException">The input, label or idempotency key is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<SubmitResult> SubmitAsync(
        SubmitTask command, Caller caller, CancellationToken cancellationToken)
    {
        if (!CommandPolicy.MaySubmit(caller))
        {
            return new SubmitResult.Denied();
        }

        if (pipelines.Find(command.Pipeline) is not { } definition)
        {
            return new SubmitResult.UnknownPipeline([.. pipelines.Pipelines.Select(known => known.Name)]);
        }

        Check(command);
        var now = time.GetUtcNow();
        if (command.SignedAs is { } signed && admission.Judge(signed, now) is { } why)
        {
            return await RefuseAsync(signed, why, cancellationToken);
        }

        var started = PipelineMachine.Start(definition, command.Input);
        var task = NewTask(command, started.State, now);
        var operations = new List<WriteOperation>();
        if (command.SignedAs is not null)
        {
            operations.AddRange(admission.Admit(command.SignedAs, SubmitAction, task.Id.ToString(), now));
        }

        operations.Add(new InsertTask(task));
        operations.AddRange(started.Jobs.Select(job => writes.Enqueue(task, job, now)));
        return await SettleAsync(
            command, task, await store.CommitAsync(new WriteSet(operations), cancellationToken), cancellationToken);
    }

    private async ValueTask<SubmitResult> SettleAsync(
        SubmitTask command, TaskRecord task, CommitResult result, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case CommitResult.Committed:
                metrics.TaskAccepted(command.Pipeline);
                return new SubmitResult.Accepted(task.Id);
            case CommitResult.Refused { Reason: Refusal.IdempotencyKeyTaken, Existing: { } existing }:
                return new SubmitResult.AlreadyAccepted(new TaskId(existing));
            case CommitResult.Refused refused
                when command.SignedAs is { } signed && CommandAdmission.Explain(refused) is { } why:
                return await RefuseAsync(signed, why, cancellationToken);
            default:
                throw new InvalidOperationException($"Submitting task {task.Id} was refused: {result}.");
        }
    }

    private async ValueTask<SubmitResult> RefuseAsync(
        SignedCommand signed, AdmissionRefusal why, CancellationToken cancellationToken) =>
        new SubmitResult.Refused(await admission.RefuseAsync(signed, SubmitAction, why, cancellationToken));

    /// <summary>Cancels a task: it starts nothing more, its waiting jobs end, its running ones are stopped.</summary>
    /// <param name="id">The task.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<OperationResult> CancelAsync(
        TaskId id, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        for (var conflict = 0; conflict < MaximumConflicts; conflict++)
        {
            if (await store.Tasks.FindAsync(id, cancellationToken) is not { } task)
            {
                return new OperationResult.NotFound();
            }

            if (pipelines.Find(task.Pipeline) is not { } definition)
            {
                return new OperationResult.Refused($"Pipeline '{task.Pipeline}' is not declared here.");
            }

            var state = PipelineStateFormat.Read(task.State.Plain.Span, definition);
            var transition = PipelineMachine.Apply(definition, state, new PipelineEvent.CancelRequested());
            if (transition is PipelineTransition.Refused refused)
            {
                return new OperationResult.Refused(refused.Why);
            }

            var moved = (PipelineTransition.Moved)transition;
            var details = new Dictionary<string, string> { ["pipeline"] = task.Pipeline.Value };
            var audited = audit.Of(AuditActions.TaskCancelled, caller, id.Value, reason, details);
            var result = await store.CommitAsync(
                new WriteSet([.. writes.Move(task, moved, time.GetUtcNow()), audited]), cancellationToken);
            if (result is CommitResult.Committed)
            {
                return new OperationResult.Done(await CancelJobsAsync(id, cancellationToken));
            }
        }

        return new OperationResult.Refused("The task changes faster than it can be cancelled. Try again.");
    }

    // After the task is cancelled none of its jobs enqueues another, so one pass over what is there finds them all. A
    // crash in between leaves jobs that run to their end without consequence.
    private async ValueTask<int> CancelJobsAsync(TaskId id, CancellationToken cancellationToken)
    {
        var cancelled = 0;
        var page = new Page(Page.MaximumLimit);
        while (true)
        {
            var jobs = await store.Jobs.ListAsync(new JobFilter { Task = id }, page, cancellationToken);
            foreach (var job in jobs)
            {
                var result = await store.CommitAsync(
                    new WriteSet(new CancelJob(job.Id, JobCommands.CancelledRecord(job, time.GetUtcNow()))),
                    cancellationToken);
                cancelled += result is CommitResult.Committed ? 1 : 0;
            }

            if (jobs.Count < page.Limit)
            {
                return cancelled;
            }

            page = page with { After = jobs[^1].Id.Value };
        }
    }

    private TaskRecord NewTask(SubmitTask command, PipelineState state, DateTimeOffset now) => new()
    {
        Id = new TaskId(ids.Next()),
        Pipeline = command.Pipeline,
        Status = state.Status,
        Version = 1,
        State = Content.FromPlain(PipelineStateFormat.Write(state)),
        CreatedAt = now,
        Label = command.Label is null ? Content.None : Content.FromPlain(Encoding.UTF8.GetBytes(command.Label)),
        IdempotencyKey = command.IdempotencyKey,
        TraceParent = trace.TraceParent,
    };

    private static void Check(SubmitTask command)
    {
        if (command.Input.Length > NewJob.MaximumPayload)
        {
            throw new ArgumentException(
                $"The input has {command.Input.Length} bytes; at most {NewJob.MaximumPayload} are allowed. Put what is "
                + "larger into storage and submit its address.");
        }

        if (command.Label is { Length: > 200 })
        {
            throw new ArgumentException($"The label has {command.Label.Length} characters; at most 200 are allowed.");
        }

        if (command.IdempotencyKey is { } key && key.Length is 0 or > 200)
        {
            throw new ArgumentException(
                $"The idempotency key has {command.IdempotencyKey!.Length} characters; allowed are 1 to 200.");
        }
    }
}
