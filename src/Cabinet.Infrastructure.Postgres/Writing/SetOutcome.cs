using Cabinet.Application.Persistence;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>What a write set tells beside that it was committed, gathered while it is applied.</summary>
internal sealed class SetOutcome
{
    private Dictionary<JobId, JobId>? kept;
    private long affected;
    private bool released;

    /// <summary>Rows that a bulk operation touched.</summary>
    public void Touched(long count) => affected += count;

    /// <summary>A unique job stays instead of a new one.</summary>
    public void Keep(JobId replacement, JobId existing) => (kept ??= [])[replacement] = existing;

    /// <summary>Notes that callbacks of a batch became available.</summary>
    public void Released() => released = true;

    /// <summary>Forgets everything, before the write set is applied again.</summary>
    public void Clear() => (kept, affected, released) = (null, 0, false);

    public CommitResult.Committed ToResult() => affected == 0 && kept is null && !released
        ? CommitResult.Done
        : new CommitResult.Committed { Affected = affected, Kept = kept, ReleasedCallbacks = released };
}
