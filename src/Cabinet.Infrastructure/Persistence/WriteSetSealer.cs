using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Schedules;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Turns a write set into one that a driver may see: every content sealed, every key a digest.</summary>
/// <remarks>
/// It runs for every commit, on the caller's thread. An operation that has nothing to seal passes as the same instance,
/// and so does a write set of such operations.
/// </remarks>
internal sealed class WriteSetSealer(ContentSealer sealer, IAuditEncoder audit)
{
    /// <summary>The sealed write set.</summary>
    /// <exception cref="ArgumentException">Something is missing or larger than its bound.</exception>
    public WriteSet Seal(WriteSet writeSet)
    {
        var operations = writeSet.Operations;
        if (operations.Count == 1)
        {
            var operation = Seal(operations[0]);
            return ReferenceEquals(operation, operations[0]) ? writeSet : new WriteSet(operation);
        }

        WriteOperation[]? copy = null;
        for (var i = 0; i < operations.Count; i++)
        {
            var operation = Seal(operations[i]);
            if (copy is null && !ReferenceEquals(operation, operations[i]))
            {
                copy = [.. operations];
            }

            if (copy is not null)
            {
                copy[i] = operation;
            }
        }

        return copy is null ? writeSet : new WriteSet(copy);
    }

    private WriteOperation Seal(WriteOperation operation) => operation switch
    {
        EnqueueJob enqueue => Seal(enqueue),
        EndJob { History: { } history } end => Seal(end, history),
        RecordStep step => Seal(step),
        RetryJob retry => retry with { Error = Seal(retry.Lease.Job, retry.Error) },
        DeadLetterJob deadLetter => deadLetter with
        {
            Error = Seal(deadLetter.Lease.Job, deadLetter.Error),
            Cause = sealer.DigestCause(deadLetter.Cause),
        },
        InsertTask insert => new InsertTask(Seal(insert.Task)),
        UpdateTask update => new UpdateTask(Seal(update.Task)),
        CancelJob { History: { } history } cancel => cancel with { History = Seal(history) },
        DiscardDeadLetter { History: { } history } discard => discard with { History = Seal(history) },
        PutSchedule put => Seal(put),
        RegisterNode register => Check(register),
        ReleaseLease release => Check(release),
        ConsumeNonce nonce => nonce with { Scope = "", Nonce = sealer.DigestNonce(nonce.Scope, nonce.Nonce) },
        RequireNoDeadLetter dead => new RequireNoDeadLetter(
            sealer.DigestUniqueKey(dead.UniqueKey, NewJob.MaximumUniqueKey)!),
        AppendAudit audited => audited with { Entry = audit.Encode(audited.Event) },
        AddDataKey add => Seal(add),
        _ => operation,
    };

    private EnqueueJob Seal(EnqueueJob enqueue)
    {
        var job = enqueue.Job;
        ContentSealer.RequireLength(job.TraceParent?.Length ?? 0, NewJob.MaximumTraceParent, "trace context");
        var payload = sealer.SealRequired(
            job.Payload, ContentContexts.JobPayload(job.Id, job.Queue, job.Type), NewJob.MaximumPayload);
        return enqueue with
        {
            Job = job with
            {
                Payload = payload,
                UniqueKey = sealer.DigestUniqueKey(job.UniqueKey, NewJob.MaximumUniqueKey),
            },
        };
    }

    private EndJob Seal(EndJob end, HistoryRecord history)
    {
        var kept = Seal(history);
        return ReferenceEquals(kept, history) ? end : end with { History = kept };
    }

    private HistoryRecord Seal(HistoryRecord record)
    {
        if (sealer.IsAtRest(record.Payload) && sealer.IsAtRest(record.Result))
        {
            return record;
        }

        return record with
        {
            Payload = sealer.Seal(
                record.Payload,
                ContentContexts.JobPayload(record.Id, record.Queue, record.Type),
                NewJob.MaximumPayload),
            Result = sealer.Seal(
                record.Result,
                ContentContexts.JobResult(record.Id, record.Queue, record.Type),
                HistoryRecord.MaximumResult),
        };
    }

    private RecordStep Seal(RecordStep record)
    {
        var step = record.Step;
        return sealer.IsAtRest(step.Result)
            ? record
            : record with
            {
                Step = step with
                {
                    Result = sealer.Seal(
                        step.Result,
                        ContentContexts.JournalStep(record.Lease.Job, step.Name),
                        StepRecord.MaximumResult),
                },
            };
    }

    private JobErrorRecord Seal(JobId job, JobErrorRecord error) => error with
    {
        Message = sealer.SealText(
            error.Message,
            ContentContexts.JobError(job, error.Attempt, error.Kind),
            JobFailure.MaximumMessageLength),
    };

    private TaskRecord Seal(TaskRecord task)
    {
        ContentSealer.RequireLength(task.TraceParent?.Length ?? 0, NewJob.MaximumTraceParent, "trace context");
        return task with
        {
            State = sealer.SealRequired(
                task.State, ContentContexts.TaskState(task.Id, task.Pipeline), TaskRecord.MaximumState),
            Label = sealer.SealText(
                task.Label, ContentContexts.TaskLabel(task.Id, task.Pipeline), TaskRecord.MaximumLabel),
            IdempotencyKey = sealer.DigestIdempotencyKey(task.IdempotencyKey, TaskRecord.MaximumIdempotencyKey),
        };
    }

    private PutSchedule Seal(PutSchedule put)
    {
        var schedule = put.Schedule;
        ContentSealer.RequireLength(schedule.Owner.Length, ScheduleRecord.MaximumOwner, "schedule's owner");
        ContentSealer.RequireLength(
            schedule.Timing.ToString().Length, ScheduleTiming.MaximumText, "schedule's timing");
        return new PutSchedule(schedule with
        {
            Payload = sealer.SealRequired(
                schedule.Payload, ContentContexts.SchedulePayload(schedule.Id), NewJob.MaximumPayload),
        });
    }

    private static RegisterNode Check(RegisterNode register)
    {
        ContentSealer.RequireLength(register.Node.Name.Length, NodeRecord.MaximumName, "node's name");
        return register;
    }

    private static ReleaseLease Check(ReleaseLease release)
    {
        ContentSealer.RequireLength(release.Result.Message.Length, BackgroundResult.MaximumMessage, "result's message");
        return release;
    }

    // A data key that was wrapped before a rotation is wrapped anew, like everything else that a write set brings.
    private AddDataKey Seal(AddDataKey add)
    {
        var key = add.Key;
        ContentSealer.RequireLength(key.Subject.Length, DataKeyRecord.MaximumSubject, "data key's subject");
        return sealer.IsAtRest(key.Wrapped)
            ? add
            : new AddDataKey(key with
            {
                Wrapped = sealer.SealRequired(
                    key.Wrapped, ContentContexts.DataKey(key.Id, key.Tenant), DataKeyRecord.MaximumWrapped),
            });
    }
}
