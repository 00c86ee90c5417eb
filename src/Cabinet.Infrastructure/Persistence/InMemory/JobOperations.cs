using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on jobs of the hot table. Each returns why it is refused, or null.</summary>
internal sealed class JobOperations(StoreState state)
{
    public Refusal? Enqueue(EnqueueJob operation, CommitScope scope)
    {
        var job = operation.Job;
        if (state.Jobs.Find(job.Id) is not null || state.DeadLetters.Find(job.Id) is not null)
        {
            return scope.Refuse(Refusal.DuplicateId, job.Id.Value);
        }

        var payload = SealedContent.Require(job.Payload);
        if (state.JobIndex.HolderOf(job.UniqueKey) is { } holder)
        {
            if (operation.OnConflict == UniqueConflict.Reject)
            {
                return scope.Refuse(Refusal.UniqueKeyTaken, holder.Value);
            }

            scope.Keep(job.Id, holder);
            return null;
        }

        var createdAt = Milliseconds.Truncate(job.CreatedAt);
        var dueAt = Milliseconds.Truncate(job.DueAt);
        var waits = dueAt > createdAt;
        state.Jobs.Put(job.Id, new JobRow
        {
            Job = job with { CreatedAt = createdAt, DueAt = null, Payload = payload },
            State = waits ? JobState.Scheduled : JobState.Available,
            DueAt = waits ? dueAt : null,
        });
        return null;
    }

    public Refusal? End(EndJob operation)
    {
        if (Held(operation.Lease) is null)
        {
            return Refusal.StaleEpoch;
        }

        state.Jobs.Remove(operation.Lease.Job);
        Remember(operation.History);
        return null;
    }

    public Refusal? Retry(RetryJob operation)
    {
        if (Held(operation.Lease) is not { } row)
        {
            return Refusal.StaleEpoch;
        }

        var waiting = row.Released(JobState.Scheduled, Milliseconds.Truncate(operation.DueAt)) with { DeathsAlone = 0 };
        state.Jobs.Put(row.Job.Id, waiting.WithError(SealedContent.Require(operation.Error)));
        return null;
    }

    public Refusal? Return(ReturnJob operation)
    {
        if (Held(operation.Lease) is not { } row)
        {
            return Refusal.StaleEpoch;
        }

        var waiting = operation.DueAt is { } dueAt
            ? row.Released(JobState.Scheduled, Milliseconds.Truncate(dueAt))
            : row.Released(JobState.Available);
        state.Jobs.Put(row.Job.Id, waiting with { Attempt = row.Attempt - 1 });
        return null;
    }

    public Refusal? DeadLetter(DeadLetterJob operation)
    {
        if (Held(operation.Lease) is not { } row)
        {
            return Refusal.StaleEpoch;
        }

        var error = SealedContent.Require(operation.Error);
        state.Jobs.Remove(row.Job.Id);
        state.DeadLetters.Put(row.Job.Id, new DeadLetterRow(row.WithError(error), operation.Reason, error, operation.Cause));
        return null;
    }

    public Refusal? Cancel(CancelJob operation, CommitScope scope)
    {
        if (state.Jobs.Find(operation.Job) is not { } row)
        {
            return Refusal.JobNotFound;
        }

        if (row.State == JobState.Running)
        {
            if (operation.OnlyIfWaiting)
            {
                return Refusal.JobRunning;
            }

            state.Jobs.Put(operation.Job, row with { CancelRequested = true });
            return null;
        }

        state.Jobs.Remove(operation.Job);
        Remember(operation.History);
        scope.Affected++;
        return null;
    }

    public Refusal? Release(ReleaseUniqueKey operation)
    {
        if (state.Jobs.Find(operation.Job) is not { Job.UniqueKey: not null } row)
        {
            return Refusal.JobNotFound;
        }

        state.Jobs.Put(operation.Job, row with { Job = row.Job with { UniqueKey = null } });
        return null;
    }

    public Refusal? Report(ReportProgress operation)
    {
        if (Held(operation.Lease) is not { } row)
        {
            return Refusal.StaleEpoch;
        }

        state.Jobs.Put(row.Job.Id, row with { Progress = operation.Percent });
        return null;
    }

    public Refusal? Record(RecordStep operation)
    {
        if (Held(operation.Lease) is not { } row)
        {
            return Refusal.StaleEpoch;
        }

        var step = operation.Step with
        {
            At = Milliseconds.Truncate(operation.Step.At),
            Result = SealedContent.RequireIfAny(operation.Step.Result),
        };
        var place = row.Journal.FindIndex(known => known.Name == step.Name);
        if (place >= 0 && (row.Journal[place].IsCompleted || !step.IsCompleted))
        {
            return Refusal.StepRecorded;
        }

        var journal = place < 0 ? row.Journal.Add(step) : row.Journal.SetItem(place, step);
        state.Jobs.Put(row.Job.Id, row with { Journal = journal });
        return null;
    }

    /// <summary>Keeps what is kept of a job that ended.</summary>
    public void Remember(HistoryRecord? history)
    {
        if (history is not null)
        {
            state.History.Put(history.Id, SealedContent.Require(history));
        }
    }

    private JobRow? Held(JobLease lease) =>
        state.Jobs.Find(lease.Job) is { State: JobState.Running } row && row.Epoch == lease.Epoch ? row : null;
}
