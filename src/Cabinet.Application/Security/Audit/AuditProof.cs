namespace Cabinet.Application.Security.Audit;

/// <summary>A proof that others can check without the log.</summary>
/// <param name="Text">
/// The proof as a file: C2SP tlog-proof for an entry (its bytes are in the <c>extra</c> line), the body of C2SP
/// tlog-witness's add-checkpoint for a checkpoint.
/// </param>
/// <param name="Index">The entry's index; null for a proof about a checkpoint.</param>
/// <param name="OldSize">The size that the later tree continues; null for a proof about an entry.</param>
/// <param name="TreeSize">The size of the tree that the proof leads to.</param>
/// <param name="Hashes">The proof's hashes, 32 bytes each.</param>
/// <param name="Checkpoint">The checkpoint that it leads to.</param>
public sealed record AuditProof(
    string Text,
    long? Index,
    long? OldSize,
    long TreeSize,
    IReadOnlyList<ReadOnlyMemory<byte>> Hashes,
    string Checkpoint);
