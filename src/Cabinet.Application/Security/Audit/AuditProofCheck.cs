namespace Cabinet.Application.Security.Audit;

/// <summary>What checking a proof gave.</summary>
/// <param name="Problem">What is wrong with it; null when it proves what it says.</param>
/// <param name="Index">The index that it proves an entry at; null for a proof about a checkpoint.</param>
/// <param name="OldSize">The size of the older checkpoint; null for a proof about an entry.</param>
/// <param name="TreeSize">The size of the tree that it leads to.</param>
/// <param name="Entry">The entry's bytes; null for a proof about a checkpoint.</param>
/// <param name="IsSigned">
/// Whether a trusted key signed the checkpoint that it leads to. Without trusted keys it isn't asked, and the proof is
/// worth what the checkpoint is worth.
/// </param>
public sealed record AuditProofCheck(
    string? Problem, long? Index, long? OldSize, long TreeSize, ReadOnlyMemory<byte>? Entry, bool IsSigned);
