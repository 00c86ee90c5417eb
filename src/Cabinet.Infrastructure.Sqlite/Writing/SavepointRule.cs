using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Which write sets get a savepoint of their own within a group.</summary>
internal static class SavepointRule
{
    /// <summary>
    /// Whether an operation that is likely to be refused comes after one that has written. Enqueues and events of the
    /// audit are hardly ever refused, and an ended job writes only with the commit; if such a set is refused late all
    /// the same, the whole group is run again with savepoints.
    /// </summary>
    public static bool IsNeeded(IReadOnlyList<WriteOperation> operations)
    {
        var hasWritten = false;
        foreach (var operation in operations)
        {
            if (hasWritten && MayWellBeRefused(operation))
            {
                return true;
            }

            hasWritten |= operation is not EndJob;
        }

        return false;
    }

    private static bool MayWellBeRefused(WriteOperation operation) => operation switch
    {
        EnqueueJob enqueue => enqueue.Job.UniqueKey is not null && enqueue.OnConflict == UniqueConflict.Reject,
        EndJob or AppendAudit or CountBatch => false,
        _ => true,
    };
}
