namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>What is verified: a store's log, or an export of one. Nothing in it is trusted.</summary>
internal interface IAuditEvidence
{
    /// <summary>The entries in the order of their indices, each as it stands there.</summary>
    IAsyncEnumerable<EvidenceEntry> ReadEntriesAsync(CancellationToken cancellationToken);

    /// <summary>The stored hash of a complete subtree, or null where there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindNodeAsync(int level, long index, CancellationToken cancellationToken);

    /// <summary>The log's own checkpoints, oldest first. Asked for after the entries were read.</summary>
    IReadOnlyList<string> Checkpoints { get; }

    /// <summary>What couldn't be read. Asked for after the entries were read.</summary>
    IReadOnlyList<string> Unreadable { get; }
}
