using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads the audit log. Reads change nothing: same state, same answer.</summary>
public interface IAuditReader
{
    /// <summary>The most entries of one read.</summary>
    const int MaximumLimit = 1_000;

    /// <summary>How far the log is.</summary>
    ValueTask<AuditHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>The events that wait for the sequencer, in the order of their commits.</summary>
    ValueTask<IReadOnlyList<AuditEntryRecord>> ListWaitingAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Entries of the tree in its order, from an index on.</summary>
    ValueTask<IReadOnlyList<AuditEntryRecord>> ListAsync(long fromIndex, int limit, CancellationToken cancellationToken);

    /// <summary>The last events in the order of their commits, oldest first, those that wait included.</summary>
    ValueTask<IReadOnlyList<AuditEntryRecord>> ListLastAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Events after a number in the order of their commits, for following the log.</summary>
    ValueTask<IReadOnlyList<AuditEntryRecord>> ListAfterAsync(
        long number, int limit, CancellationToken cancellationToken);

    /// <summary>The event of that id, or null.</summary>
    ValueTask<AuditEntryRecord?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The hash of a complete subtree, or null when the store hasn't got it.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindNodeAsync(int level, long index, CancellationToken cancellationToken);

    /// <summary>Checkpoints, newest first.</summary>
    ValueTask<IReadOnlyList<AuditCheckpoint>> ListCheckpointsAsync(int limit, CancellationToken cancellationToken);
}
