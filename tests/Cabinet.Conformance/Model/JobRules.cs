using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Model;

/// <summary>The operations on jobs and dead letters, as their docstrings have them.</summary>
internal static class JobRules
{
    public static ModelStep Enqueue(ModelState state, EnqueueJob operation)
    {
        var job = operation.Job;
        if (state.Jobs.ContainsKey(job.Id))
        {
            return new(state) { Refusal = Refusal.DuplicateId, Existing = job.Id.Value };
        }

        if (state.HolderOf(job.UniqueKey) is { } holder)
        {
            return operation.OnConflict == UniqueConflict.Keep
                ? new(state) { Kept = new(job.Id, holder.New.Id) }
                : new(state) { Refusal = Refusal.UniqueKeyTaken, Existing = holder.New.Id.Value };
        }

        var waits = job.DueAt > job.CreatedAt;
        return new(state.With(new ModelJob(job)
        {
            State = waits ? JobState.Scheduled : JobState.Available,
            DueAt = waits ? job.DueAt : null,
        }));
    }

    public static ModelStep End(ModelState state, EndJob operation) =>
        Under(state, operation.Lease, job => state.Without(job.New.Id, operation.History));

    public static ModelStep Retry(ModelState state, RetryJob operation) => Under(state, operation.Lease, job =>
    {
        var waiting = job.Waiting(JobState.Scheduled, operation.DueAt, job.Attempt);
        return state.With(waiting.Failed(operation.Error) with { DeathsAlone = 0 });
    });

    public static ModelStep Return(ModelState state, ReturnJob operation) => Under(state, operation.Lease, job =>
    {
        var waits = operation.DueAt is not null;
        return state.With(job.Waiting(
            waits ? JobState.Scheduled : JobState.Available, operation.DueAt, job.Attempt - 1));
    });

    public static ModelStep DeadLetter(ModelState state, DeadLetterJob operation) => Under(
        state, operation.Lease, job => state.With(job.Failed(operation.Error) with { Dead = operation.Reason }));

    public static ModelStep Report(ModelState state, ReportProgress operation) =>
        Under(state, operation.Lease, job => state.With(job with { Progress = operation.Percent }));

    public static ModelStep Record(ModelState state, RecordStep operation)
    {
        var step = operation.Step;
        var known = state.Jobs.GetValueOrDefault(operation.Lease.Job)?.Steps.Find(each => each.Name == step.Name);
        var result = Under(state, operation.Lease, job => state.With(job with
        {
            Steps = known is null ? job.Steps.Add(step) : job.Steps.Replace(known, step),
        }));
        var isRecorded = known is not null && (known.IsCompleted || !step.IsCompleted);
        return result.Refusal is null && isRecorded ? new(state) { Refusal = Refusal.StepRecorded } : result;
    }

    public static ModelStep Cancel(ModelState state, CancelJob operation)
    {
        if (!state.Jobs.TryGetValue(operation.Job, out var job) || !job.IsLive)
        {
            return new(state) { Refusal = Refusal.JobNotFound };
        }

        if (job.State == JobState.Running && operation.OnlyIfWaiting)
        {
            return new(state) { Refusal = Refusal.JobRunning };
        }

        return job.State == JobState.Running
            ? new(state.With(job with { CancelRequested = true }))
            : new(state.Without(operation.Job, operation.History)) { Affected = 1 };
    }

    public static ModelStep Release(ModelState state, ReleaseUniqueKey operation) =>
        state.Jobs.TryGetValue(operation.Job, out var job) && job is { IsLive: true, New.UniqueKey: not null }
            ? new(state.With(job with { New = job.New with { UniqueKey = null } }))
            : new(state) { Refusal = Refusal.JobNotFound };

    public static ModelStep RequireNone(ModelState state, RequireNoDeadLetter operation)
    {
        var dead = state.Jobs.Values
            .Where(job => !job.IsLive && job.New.UniqueKey == operation.UniqueKey)
            .MaxBy(job => job.New.Id);
        return dead is null
            ? new(state)
            : new(state) { Refusal = Refusal.UniqueKeyTaken, Existing = dead.New.Id.Value };
    }

    public static ModelStep Redrive(ModelState state, RedriveJob operation)
    {
        if (!state.Jobs.TryGetValue(operation.Job, out var job) || job.IsLive)
        {
            return new(state) { Refusal = Refusal.DeadLetterNotFound };
        }

        if (state.HolderOf(job.New.UniqueKey) is { } holder)
        {
            return new(state) { Refusal = Refusal.UniqueKeyTaken, Existing = holder.New.Id.Value };
        }

        return new(state.With(job.Waiting(JobState.Available, null, attempt: 0) with
        {
            Dead = null,
            Epoch = job.Epoch,
            WasRedriven = true,
            DeathsAlone = 0,
            Progress = 0,
            CancelRequested = false,
            ClaimedAt = null,
            Steps = job.Steps.RemoveAll(step => !step.IsCompleted),
        }));
    }

    public static ModelStep Discard(ModelState state, DiscardDeadLetter operation) =>
        state.Jobs.TryGetValue(operation.Job, out var job) && !job.IsLive
            ? new(state.Without(operation.Job, operation.History))
            : new(state) { Refusal = Refusal.DeadLetterNotFound };

    private static ModelStep Under(ModelState state, JobLease lease, Func<ModelJob, ModelState> change) =>
        state.Jobs.TryGetValue(lease.Job, out var job) && job.IsHeldUnder(lease)
            ? new(change(job))
            : new(state) { Refusal = Refusal.StaleEpoch };
}
