using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Pipelines;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Commands;

/// <summary>Redrives and discards dead letters; their tasks and the audit log hear of it in the same commit.</summary>
public sealed class DeadLetterCommands
{
    private const int MaximumConflicts = 100;
    private const int PieceSize = 100;

    private readonly IStore store;
    private readonly PipelineCatalog pipelines;
    private readonly PipelineWrites writes;
    private readonly TimeProvider time;
    private readonly AuditEvents audit;

    /// <summary>Makes the commands from their ports.</summary>
    public DeadLetterCommands(
        IStore store, PipelineCatalog pipelines, JobCatalog jobs, IIdGenerator ids, ITraceContext trace, TimeProvider time)
    {
        this.store = store;
        this.pipelines = pipelines;
        this.time = time;
        writes = new PipelineWrites(jobs, ids, trace);
        audit = new AuditEvents(ids, time);
    }

    /// <summary>Puts one dead-lettered job back into its queue.</summary>
    /// <param name="id">The job.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<OperationResult> RedriveAsync(
        JobId id, Caller caller, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            caller,
            letter => Audit(AuditActions.DeadLetterRedriven, letter, caller, reason),
            letter => new RedriveJob(letter.Id),
            BatchChange.Redriven,
            task => new PipelineEvent.Redriven(task.Stage, task.Item),
            cancellationToken);

    /// <summary>Takes one job out of the dead-letter queue for good.</summary>
    /// <param name="id">The job.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<OperationResult> DiscardAsync(
        JobId id, Caller caller, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            caller,
            letter => Audit(AuditActions.DeadLetterDiscarded, letter, caller, reason),
            letter => new DiscardDeadLetter(letter.Id, DiscardedRecord(letter, time.GetUtcNow())),
            BatchChange.Discarded,
            task => new PipelineEvent.Discarded(task.Stage, task.Item),
            cancellationToken);

    /// <summary>Redrives all that match, oldest first, each in a commit of its own.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="pace">How many, and how fast.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log: each job gets a record of its own.</param>
    /// <param name="cancellationToken">Stops between two jobs.</param>
    /// <returns>How many were redriven; those that refused stay where they are.</returns>
    /// <exception cref="StoreException">The store can't be used now; what was redriven stays redriven.</exception>
    public ValueTask<OperationResult> RedriveAllAsync(
        DeadLetterSearch filter, Pace pace, Caller caller, string? reason, CancellationToken cancellationToken) =>
        ForAllAsync(filter, pace, id => RedriveAsync(id, caller, reason, cancellationToken), caller, cancellationToken);

    /// <summary>Discards all that match, oldest first, each in a commit of its own.</summary>
    /// <inheritdoc cref="RedriveAllAsync" path="/param"/>
    /// <returns>How many were discarded.</returns>
    public ValueTask<OperationResult> DiscardAllAsync(
        DeadLetterSearch filter, Pace pace, Caller caller, string? reason, CancellationToken cancellationToken) =>
        ForAllAsync(filter, pace, id => DiscardAsync(id, caller, reason, cancellationToken), caller, cancellationToken);

    /// <summary>What redriving or discarding a letter takes beside its audit, or why it can't be done.</summary>
    internal async ValueTask<(IReadOnlyList<WriteOperation> Operations, string? Refused)> PlanAsync(
        DeadLetterRecord letter, bool redrives, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<WriteOperation> operations =
        [
            redrives ? new RedriveJob(letter.Id) : new DiscardDeadLetter(letter.Id, DiscardedRecord(letter, now)),
            .. BatchWrites.Count(letter.Task, redrives ? BatchChange.Redriven : BatchChange.Discarded, now),
        ];
        return letter.Task is { } task && BatchReference.From(task) is null
            ? (operations, await MoveTaskAsync(
                task,
                redrives
                    ? new PipelineEvent.Redriven(task.Stage, task.Item)
                    : new PipelineEvent.Discarded(task.Stage, task.Item),
                operations,
                cancellationToken))
            : (operations, null);
    }

    // What dies again while this runs is left alone, or a job that fails at once would be redriven for ever.
    private async ValueTask<OperationResult> ForAllAsync(
        DeadLetterSearch filter,
        Pace pace,
        Func<JobId, ValueTask<OperationResult>> change,
        Caller caller,
        CancellationToken cancellationToken)
    {
        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        var started = time.GetTimestamp();
        var begun = time.GetUtcNow();
        var all = filter with { DeadBefore = filter.DeadBefore < begun ? filter.DeadBefore : begun };
        var changed = 0;
        var search = new Search(PieceSize);
        while (true)
        {
            var found = await store.DeadLetters.SearchAsync(all, search, cancellationToken);
            foreach (var letter in found.Records)
            {
                if (changed == pace.Limit)
                {
                    return new OperationResult.Done(changed);
                }

                if (pace.WaitBefore(changed, time.GetElapsedTime(started)) is { } wait && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, cancellationToken);
                }

                changed += await change(letter.Id) is OperationResult.Done ? 1 : 0;
            }

            if (found.Next is not { } next)
            {
                return new OperationResult.Done(changed);
            }

            search = search with { After = next };
        }
    }

    private async ValueTask<OperationResult> ChangeAsync(
        JobId id,
        Caller caller,
        Func<DeadLetterRecord, AppendAudit> audited,
        Func<DeadLetterRecord, WriteOperation> operation,
        BatchChange change,
        Func<TaskReference, PipelineEvent> happened,
        CancellationToken cancellationToken)
    {
        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        for (var conflict = 0; conflict < MaximumConflicts; conflict++)
        {
            if (await store.DeadLetters.FindAsync(id, cancellationToken) is not { } letter)
            {
                return new OperationResult.NotFound();
            }

            List<WriteOperation> operations =
                [operation(letter), audited(letter), .. BatchWrites.Count(letter.Task, change, time.GetUtcNow())];
            if (letter.Task is { } task && BatchReference.From(task) is null
                && await MoveTaskAsync(task, happened(task), operations, cancellationToken) is { } why)
            {
                return new OperationResult.Refused(why);
            }

            switch (await store.CommitAsync(new WriteSet(operations), cancellationToken))
            {
                case CommitResult.Committed:
                    return new OperationResult.Done(1);
                case CommitResult.Refused { Reason: Refusal.UniqueKeyTaken, Existing: var existing }:
                    return new OperationResult.Refused($"Job {existing} holds the same unique key now. Let it finish first.");
                default:
                    continue;
            }
        }

        return new OperationResult.Refused("The job's task changes faster than the job can be moved. Try again.");
    }

    private AppendAudit Audit(string action, DeadLetterRecord letter, Caller caller, string? reason)
    {
        AuditEvents.RequireReason(reason);
        var details = new Dictionary<string, string>
        {
            ["type"] = letter.Type.Value,
            ["queue"] = letter.Queue.Value,
            ["dead-because"] = letter.Reason.ToString(),
        };
        return audit.Of(action, caller, letter.Id.Value, reason, details);
    }

    /// <summary>Adds the task's next state to the operations, or says why it can't.</summary>
    private async ValueTask<string?> MoveTaskAsync(
        TaskReference reference,
        PipelineEvent happened,
        List<WriteOperation> operations,
        CancellationToken cancellationToken)
    {
        var task = await store.Tasks.FindAsync(reference.Task, cancellationToken);
        if (task is null)
        {
            // The task was pruned: the job stands for itself now.
            return null;
        }

        if (pipelines.Find(task.Pipeline) is not { } definition)
        {
            return $"Pipeline '{task.Pipeline}' is not declared here.";
        }

        var state = PipelineStateFormat.Read(task.State.Plain.Span, definition);
        switch (PipelineMachine.Apply(definition, state, happened))
        {
            case PipelineTransition.Moved moved:
                operations.AddRange(writes.Move(task, moved, time.GetUtcNow()));
                return null;
            case PipelineTransition.Refused refused:
                return happened is PipelineEvent.Discarded ? null : refused.Why;
            default:
                throw new InvalidOperationException("A transition is either moved or refused.");
        }
    }

    private static HistoryRecord DiscardedRecord(DeadLetterRecord letter, DateTimeOffset now) => new()
    {
        Id = letter.Id,
        Type = letter.Type,
        Queue = letter.Queue,
        End = JobEnd.Discarded,
        Attempts = letter.Attempts,
        CreatedAt = letter.CreatedAt,
        EndedAt = now,
        Task = letter.Task,
    };
}
