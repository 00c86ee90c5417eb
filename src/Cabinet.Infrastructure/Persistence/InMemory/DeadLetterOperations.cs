using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on the dead-letter queue. Each returns why it is refused, or null.</summary>
internal sealed class DeadLetterOperations(StoreState state, JobOperations jobs)
{
    public Refusal? RequireNone(RequireNoDeadLetter operation, CommitScope scope)
    {
        var dead = state.DeadLetters.Rows.LastOrDefault(letter => letter.Row.Job.UniqueKey == operation.UniqueKey);
        return dead is null ? null : scope.Refuse(Refusal.UniqueKeyTaken, dead.Row.Job.Id.Value);
    }

    public Refusal? Redrive(RedriveJob operation, CommitScope scope)
    {
        if (state.DeadLetters.Find(operation.Job) is not { Row: var row })
        {
            return Refusal.DeadLetterNotFound;
        }

        if (state.JobIndex.HolderOf(row.Job.UniqueKey) is { } holder)
        {
            return scope.Refuse(Refusal.UniqueKeyTaken, holder.Value);
        }

        state.DeadLetters.Remove(operation.Job);
        state.Jobs.Put(operation.Job, row.Released(JobState.Available) with
        {
            Attempt = 0,
            Epoch = row.Epoch,
            ClaimedAt = null,
            DeathsAlone = 0,
            Progress = 0,
            CancelRequested = false,
            Journal = row.Journal.RemoveAll(step => !step.IsCompleted),
        });
        return null;
    }

    public Refusal? Discard(DiscardDeadLetter operation)
    {
        if (state.DeadLetters.Find(operation.Job) is null)
        {
            return Refusal.DeadLetterNotFound;
        }

        state.DeadLetters.Remove(operation.Job);
        jobs.Remember(operation.History);
        return null;
    }
}
