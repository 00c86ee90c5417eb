using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Application.Security.Audit;

/// <summary>Makes proofs from a log's stored hashes, and checks them without the log.</summary>
public interface IAuditProver
{
    /// <summary>Proves that an entry is in the log, under its newest checkpoint.</summary>
    ValueTask<AuditProofResult> ProveEntryAsync(IAuditReader log, Guid entry, CancellationToken cancellationToken);

    /// <summary>Proves that the log's newest checkpoint continues an older one.</summary>
    /// <remarks>For a log that doesn't continue it there is no proof, or one that fails the check.</remarks>
    ValueTask<AuditProofResult> ProveContinuationAsync(
        IAuditReader log, HeldCheckpoint older, CancellationToken cancellationToken);

    /// <summary>Checks a proof's file.</summary>
    /// <param name="proof">The file's bytes; never throws on what they hold.</param>
    /// <param name="older">For a proof about a checkpoint: that checkpoint, kept elsewhere.</param>
    /// <param name="verifierKeys">Keys whose signatures count; none, to leave signatures aside.</param>
    /// <exception cref="ArgumentException">A verifier key isn't written as one.</exception>
    AuditProofCheck Check(ReadOnlyMemory<byte> proof, HeldCheckpoint? older, IReadOnlyList<string> verifierKeys);
}
