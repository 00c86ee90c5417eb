using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;

namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>Compares checkpoints with the tree that the entries make, and says what a difference means.</summary>
internal sealed class CheckpointComparison(
    TreeWalk walk, AuditFindings findings, IReadOnlyList<VerifierKey> trusted)
{
    private long fitting;

    /// <summary>Compares checkpoints that were kept elsewhere: whatever they say was so once.</summary>
    /// <returns>The largest size that one of them covers and that fits.</returns>
    internal long CompareHeld(
        List<(string Source, SignedCheckpoint Checkpoint)> held, List<(string Source, SignedCheckpoint Checkpoint)> own)
    {
        var covered = 0L;
        foreach (var (source, checkpoint) in held.OrderBy(each => each.Checkpoint.Head.Size))
        {
            if (trusted.Count > 0)
            {
                RequireSigned(source, checkpoint);
            }

            if (own is [.., var newest] && newest.Checkpoint.Head.Origin != checkpoint.Head.Origin)
            {
                findings.Add(
                    AuditFindingKind.OtherLog,
                    null,
                    $"{source} is of the log {checkpoint.Head.Origin}, and this one calls itself "
                        + $"{newest.Checkpoint.Head.Origin}.");
            }

            covered = Compare(source, checkpoint.Head) ? checkpoint.Head.Size : covered;
        }

        return covered;
    }

    /// <summary>Compares the log's own checkpoints, and requires the newest to be signed by a trusted key.</summary>
    /// <returns>The largest size that a trusted key signed and that fits.</returns>
    internal long CompareOwn(List<(string Source, SignedCheckpoint Checkpoint)> own)
    {
        var covered = 0L;
        foreach (var (source, checkpoint) in own)
        {
            var fits = Compare(source, checkpoint.Head);
            switch (CheckpointNote.Check(checkpoint, trusted))
            {
                case SignatureCheck.Signed when fits:
                    covered = Math.Max(covered, checkpoint.Head.Size);
                    break;
                case SignatureCheck.Forged:
                    findings.Add(
                        AuditFindingKind.BadSignature,
                        checkpoint.Head.Size,
                        $"{source} names a key that you trust, and that key didn't sign it.");
                    break;
                default:
                    break;
            }
        }

        if (trusted.Count > 0)
        {
            RequireNewestSigned(own, covered);
        }

        return covered;
    }

    private void RequireNewestSigned(List<(string Source, SignedCheckpoint Checkpoint)> own, long covered)
    {
        if (own is not [.., var newest])
        {
            findings.Add(AuditFindingKind.Untrusted, null, "The log has no checkpoint that a key could have signed.");
            return;
        }

        if (CheckpointNote.Check(newest.Checkpoint, trusted) == SignatureCheck.Unknown)
        {
            var keys = string.Join(", ", newest.Checkpoint.Signatures.Select(each => $"{each.KeyName}+{each.KeyHash:x8}"));
            findings.Add(
                AuditFindingKind.Untrusted,
                newest.Checkpoint.Head.Size,
                $"The newest checkpoint, over {newest.Checkpoint.Head.Size} entries, isn't signed by a key that you trust, "
                    + $"but by {keys}. What you trust covers {covered} entries. If the key was rotated, get the new verifier "
                    + "key over a way that you trust, and name it too; else somebody signed a log of their own.");
        }
    }

    private void RequireSigned(string source, SignedCheckpoint checkpoint)
    {
        switch (CheckpointNote.Check(checkpoint, trusted))
        {
            case SignatureCheck.Forged:
                findings.Add(
                    AuditFindingKind.BadSignature,
                    checkpoint.Head.Size,
                    $"{source} names a key that you trust, and that key didn't sign it.");
                break;
            case SignatureCheck.Unknown:
                findings.Add(
                    AuditFindingKind.Untrusted,
                    checkpoint.Head.Size,
                    $"{source} isn't signed by a key that you trust.");
                break;
            default:
                break;
        }
    }

    private bool Compare(string source, TreeHead head)
    {
        if (!walk.Roots.TryGetValue(head.Size, out var roots))
        {
            if (head.Size == walk.Count)
            {
                roots = (walk.Root, walk.Root);
            }
            else
            {
                findings.Add(
                    AuditFindingKind.Truncated,
                    walk.Count,
                    $"{source} covers {head.Size} entries, and there are {walk.Count}: the end was cut off.");
                return false;
            }
        }

        if (head.Root.Span.SequenceEqual(roots.OfEntries))
        {
            fitting = Math.Max(fitting, head.Size);
            return true;
        }

        var isInEntries = head.Root.Span.SequenceEqual(roots.OfHashes);
        findings.Add(
            AuditFindingKind.Rebuilt,
            head.Size,
            isInEntries
                ? $"{source} fits the stored hashes and not the entries: the entries were changed after it was signed."
                : $"{source} was signed over other entries than the first {head.Size} that are there now: history was "
                    + $"changed somewhere from entry {fitting} to {head.Size - 1}, and the tree made anew.");
        return false;
    }
}
