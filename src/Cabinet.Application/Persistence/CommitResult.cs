using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence;

/// <summary>What became of a write set: committed and durable, or refused with nothing changed.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>Committed, with nothing more to say.</summary>
    public static Committed Done { get; } = new();

    /// <summary>Every operation took effect and is on stable storage.</summary>
    public sealed record Committed : CommitResult
    {
        /// <summary>How many rows a bulk operation touched (a prune, an expired node's jobs); otherwise 0.</summary>
        public long Affected { get; init; }

        /// <summary>
        /// For enqueues with <see cref="Operations.UniqueConflict.Keep"/>: the new id and the id of the job that already
        /// held the unique key and stays instead. Null when there was none.
        /// </summary>
        public IReadOnlyDictionary<JobId, JobId>? Kept { get; init; }

        /// <summary>
        /// Whether callbacks of a batch became available with it, or with the physical commit that it shared. Not known
        /// after a lost answer: workers find them by polling then.
        /// </summary>
        public bool ReleasedCallbacks { get; init; }
    }

    /// <summary>A precondition failed; nothing changed.</summary>
    /// <param name="Operation">The index of the refusing operation.</param>
    /// <param name="Reason">Which precondition.</param>
    public sealed record Refused(int Operation, Refusal Reason) : CommitResult
    {
        /// <summary>The id of what stands in the way (job or task), where there is one.</summary>
        public Guid? Existing { get; init; }
    }
}
