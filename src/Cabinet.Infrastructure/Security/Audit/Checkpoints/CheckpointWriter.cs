using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Audit.Merkle;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>Signs checkpoints, each over a tree that continues the one before.</summary>
internal sealed class CheckpointWriter(
    ICheckpointKeys keys, IOptions<SecurityOptions> options, TimeProvider time, ILogger<CheckpointWriter> logger)
{
    /// <summary>
    /// Requires the tree that a store holds to be the one that its newest checkpoint was signed over: a log never signs
    /// what contradicts its own statement, so what was altered isn't built on.
    /// </summary>
    /// <param name="head">How far the store says that the log is.</param>
    /// <param name="tree">The tree as its stored hashes make it.</param>
    /// <returns>The newest checkpoint; null for a tree without entries.</returns>
    /// <exception cref="StoreException">It isn't; the message says how.</exception>
    internal SignedCheckpoint? RequireContinued(AuditHead head, CompactRange tree)
    {
        if (head.Checkpoint is not { } newest)
        {
            return head.TreeSize == 0 ? null : throw Wrong($"It has {head.TreeSize} entries and no checkpoint.");
        }

        if (!SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(newest.Note), out var checkpoint))
        {
            throw Wrong("Its newest checkpoint can't be read.");
        }

        if (checkpoint.Head.Size != head.TreeSize)
        {
            throw Wrong($"It has {head.TreeSize} entries, and its newest checkpoint covers {checkpoint.Head.Size}.");
        }

        if (!checkpoint.Head.Root.Span.SequenceEqual(tree.ReadRoot()))
        {
            throw Wrong("Its stored hashes don't lead to the root of its newest checkpoint.");
        }

        var known = NameKeys(checkpoint.Head.Origin).Select(key => key.Verifier);
        return CheckpointNote.Check(checkpoint, [.. known]) == SignatureCheck.Signed
            ? checkpoint
            : throw Wrong("Its newest checkpoint isn't signed by a key of this ring.");
    }

    /// <summary>Signs a checkpoint over a tree.</summary>
    /// <param name="tree">The grown tree.</param>
    /// <param name="previous">The checkpoint that it continues; null before the first.</param>
    internal AuditCheckpoint Sign(CompactRange tree, SignedCheckpoint? previous)
    {
        var versions = keys.List();
        var origin = previous?.Head.Origin ?? options.Value.AuditOrigin ?? CheckpointOrigin.Of(versions[0].Version.KeyId);
        var head = new TreeHead(origin, tree.Size, tree.ReadRoot());
        var text = Encoding.UTF8.GetBytes(head.ToText());
        var named = NameKeys(origin);
        var active = keys.Sign(text);
        var signatures = new List<(VerifierKey, ReadOnlyMemory<byte>)>
        {
            (named.First(key => key.Version == active.Version).Verifier, active.Signature),
        };
        foreach (var (version, key) in FindPredecessors(named, active.Version, previous))
        {
            if (keys.SignAsRetired(version, text) is { } handOver)
            {
                signatures.Add((key, handOver.Signature));
                SecurityLog.AuditKeyHandedOver(logger, tree.Size, active.Version.KeyId, active.Version.Version);
            }
        }

        return new AuditCheckpoint(tree.Size, CheckpointNote.Write(head, signatures), time.GetUtcNow());
    }

    // The first checkpoint after a rotation is signed by the key before as well, so that whoever knows only that one sees
    // that the log goes on.
    private static List<(SealedUnder Version, VerifierKey Verifier)> FindPredecessors(
        IReadOnlyList<(SealedUnder Version, VerifierKey Verifier)> named, SealedUnder active, SignedCheckpoint? previous)
    {
        if (previous is null)
        {
            return [];
        }

        var signed = named.Where(key => previous.Signatures.Any(key.Verifier.Is)).ToList();
        return signed.Any(key => key.Version == active) ? [] : signed;
    }

    private List<(SealedUnder Version, VerifierKey Verifier)> NameKeys(string origin) =>
        [.. keys.List().Select(version => (version.Version, new VerifierKey(origin, version.PublicKey)))];

    /// <summary>What stops the log from growing, for the caller to throw; it is logged already.</summary>
    internal StoreException Wrong(string problem)
    {
        SecurityLog.AuditTreeWrong(logger, problem);
        return new StoreException(
            StoreFault.Corrupt,
            $"The audit log can't grow. {problem} Run 'cabinet audit verify' with a checkpoint that was kept elsewhere.");
    }
}
