using Cabinet.Application.Persistence;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>What the operations of one write set add up to.</summary>
internal sealed class CommitScope
{
    private Dictionary<JobId, JobId>? kept;
    private Guid? existing;

    /// <summary>How many rows the bulk operations touched.</summary>
    public long Affected { get; set; }

    /// <summary>Whether callbacks of a batch became available.</summary>
    public bool ReleasedCallbacks { get; set; }

    /// <summary>Notes that a job wasn't inserted, because another one holds its unique key and stays.</summary>
    public void Keep(JobId rejected, JobId holder) => (kept ??= [])[rejected] = holder;

    /// <summary>Refuses, and names what stands in the way.</summary>
    public Refusal Refuse(Refusal reason, Guid inTheWay)
    {
        existing = inTheWay;
        return reason;
    }

    /// <summary>The result when every operation took effect.</summary>
    public CommitResult Committed() => Affected == 0 && kept is null && !ReleasedCallbacks
        ? CommitResult.Done
        : new CommitResult.Committed { Affected = Affected, Kept = kept, ReleasedCallbacks = ReleasedCallbacks };

    /// <summary>The result when one refused.</summary>
    public CommitResult Refused(int operation, Refusal reason) =>
        new CommitResult.Refused(operation, reason) { Existing = existing };
}
