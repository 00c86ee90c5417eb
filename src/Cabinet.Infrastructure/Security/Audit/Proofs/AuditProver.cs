using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Infrastructure.Security.Audit.Proofs;

/// <summary>Makes and checks proofs.</summary>
internal sealed class AuditProver : IAuditProver
{
    public async ValueTask<AuditProofResult> ProveEntryAsync(
        IAuditReader log, Guid entry, CancellationToken cancellationToken)
    {
        var head = await log.ReadHeadAsync(cancellationToken);
        if (await log.FindAsync(entry, cancellationToken) is not { } found)
        {
            return new AuditProofResult.NotFound();
        }

        if (found.Index is not { } index || head.Checkpoint is not { } checkpoint || index >= checkpoint.TreeSize)
        {
            return new AuditProofResult.Unproven(
                "It waits for its place in the tree, which it gets within a second or so while a node runs.");
        }

        return await TryAsync(async () =>
        {
            var hashes = await MerkleProofs.ProveInclusionAsync(
                index, checkpoint.TreeSize, StoredNodes.Of(log), cancellationToken);
            var text = ProofFile.WriteInclusion(index, found.Entry.Span, hashes, checkpoint.Note);
            return new AuditProof(text, index, null, checkpoint.TreeSize, Copy(hashes), checkpoint.Note);
        });
    }

    public async ValueTask<AuditProofResult> ProveContinuationAsync(
        IAuditReader log, HeldCheckpoint older, CancellationToken cancellationToken)
    {
        if (!SignedCheckpoint.TryParse(older.Note.Span, out var first))
        {
            return new AuditProofResult.Unproven($"{older.Source} isn't a checkpoint.");
        }

        var head = await log.ReadHeadAsync(cancellationToken);
        if (head.Checkpoint is not { } newest || newest.TreeSize < first.Head.Size)
        {
            return new AuditProofResult.Unproven(
                $"{older.Source} covers {first.Head.Size} entries, and this log has {head.TreeSize}: it was truncated, or it "
                    + "is another log.");
        }

        return await TryAsync(async () =>
        {
            var hashes = await MerkleProofs.ProveConsistencyAsync(
                first.Head.Size, newest.TreeSize, StoredNodes.Of(log), cancellationToken);
            var text = ProofFile.WriteConsistency(first.Head.Size, hashes, newest.Note);
            return new AuditProof(text, null, first.Head.Size, newest.TreeSize, Copy(hashes), newest.Note);
        });
    }

    public AuditProofCheck Check(
        ReadOnlyMemory<byte> proof, HeldCheckpoint? older, IReadOnlyList<string> verifierKeys)
    {
        var trusted = TrustedKeys.Read(verifierKeys);
        if (!ProofFile.TryParse(proof.Span, out var file))
        {
            return new AuditProofCheck("It isn't written as a proof.", null, null, 0, null, false);
        }

        var signature = CheckpointNote.Check(file.Checkpoint, trusted);
        var problem = file.Index is null ? FindProblem(file, older) : FindProblem(file);
        if (problem is null && trusted.Count > 0 && signature != SignatureCheck.Signed)
        {
            problem = signature == SignatureCheck.Forged
                ? "The signature on its checkpoint is wrong."
                : "Its checkpoint isn't signed by a key that you trust.";
        }

        return new AuditProofCheck(
            problem,
            file.Index,
            file.OldSize,
            file.Checkpoint.Head.Size,
            file.Index is null ? null : file.Entry,
            signature == SignatureCheck.Signed);
    }

    private static string? FindProblem(ProofFile file)
    {
        if (file.Entry.IsEmpty)
        {
            return "It has no entry in an extra line.";
        }

        var head = file.Checkpoint.Head;
        return MerkleVerifier.IsIncluded(
            MerkleHash.OfLeaf(file.Entry.Span), file.Index!.Value, head.Size, file.Hashes, head.Root.Span)
                ? null
                : "The entry isn't in the tree of its checkpoint, at least not at that index.";
    }

    private static string? FindProblem(ProofFile file, HeldCheckpoint? older)
    {
        if (older is null)
        {
            return "It is about an older checkpoint: name the one that was kept.";
        }

        if (!SignedCheckpoint.TryParse(older.Note.Span, out var first))
        {
            return $"{older.Source} isn't a checkpoint.";
        }

        if (first.Head.Size != file.OldSize || first.Head.Origin != file.Checkpoint.Head.Origin)
        {
            return $"It is about another checkpoint than {older.Source}.";
        }

        var (old, head) = (first.Head, file.Checkpoint.Head);
        return MerkleVerifier.IsConsistent(old.Size, old.Root.Span, head.Size, head.Root.Span, file.Hashes)
            ? null
            : $"Its tree doesn't continue the one of {older.Source}: history was changed.";
    }

    private static async ValueTask<AuditProofResult> TryAsync(Func<Task<AuditProof>> prove)
    {
        try
        {
            return new AuditProofResult.Proven(await prove());
        }
        catch (MerkleNodeMissingException missing)
        {
            return new AuditProofResult.Unproven($"{missing.Message} Run 'cabinet audit verify'.");
        }
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Copy(IReadOnlyList<byte[]> hashes) =>
        [.. hashes.Select(hash => new ReadOnlyMemory<byte>(hash))];
}
