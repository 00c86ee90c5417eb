using Cabinet.Application.Security.Audit;

namespace Cabinet.Host.Output;

/// <summary>A proof, its hashes in base64.</summary>
internal sealed record AuditProofLine(
    long? Index, long? OldSize, long TreeSize, IReadOnlyList<string> Hashes, string Checkpoint, string Proof)
{
    /// <summary>Shows a proof.</summary>
    public static AuditProofLine From(AuditProof proof) => new(
        proof.Index,
        proof.OldSize,
        proof.TreeSize,
        [.. proof.Hashes.Select(hash => Convert.ToBase64String(hash.Span))],
        proof.Checkpoint,
        proof.Text);
}
