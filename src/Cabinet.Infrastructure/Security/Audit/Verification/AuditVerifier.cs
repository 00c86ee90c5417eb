using System.Text;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;

namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>Verifies logs.</summary>
internal sealed class AuditVerifier : IAuditVerifier
{
    public async ValueTask<AuditVerification> VerifyAsync(
        IAuditReader log, AuditTrust trust, CancellationToken cancellationToken)
    {
        // The checkpoints come first: what is appended later is beyond them, and isn't looked at.
        var checkpoints = await log.ListCheckpointsAsync(IAuditReader.MaximumLimit, cancellationToken);
        var head = await log.ReadHeadAsync(cancellationToken);
        var size = checkpoints is [] ? head.TreeSize : Math.Max(head.TreeSize, checkpoints.Max(each => each.TreeSize));
        var evidence = new StoreEvidence(log, size, [.. checkpoints.Reverse().Select(each => each.Note)]);
        return await VerifyAsync(evidence, trust, head.Waiting, cancellationToken);
    }

    public ValueTask<AuditVerification> VerifyExportAsync(
        Stream export, AuditTrust trust, CancellationToken cancellationToken) =>
        VerifyAsync(new ExportEvidence(export), trust, 0, cancellationToken);

    private static async ValueTask<AuditVerification> VerifyAsync(
        IAuditEvidence evidence, AuditTrust trust, long waiting, CancellationToken cancellationToken)
    {
        var trusted = TrustedKeys.Read(trust.VerifierKeys);
        var findings = new AuditFindings();
        var held = ReadHeld(trust, findings);

        // A store's checkpoints are known before its entries, an export's only after them.
        var own = Read(evidence.Checkpoints);
        var walk = new TreeWalk(evidence, findings, held.Concat(own).Select(each => each.Checkpoint.Head.Size));
        await walk.RunAsync(cancellationToken);
        own = own is [] ? Read(evidence.Checkpoints) : own;
        foreach (var line in evidence.Unreadable)
        {
            findings.Add(AuditFindingKind.Unreadable, null, line);
        }

        if (own.Count < evidence.Checkpoints.Count)
        {
            findings.Add(AuditFindingKind.Unreadable, null, "A checkpoint of the log can't be read.");
        }

        var comparison = new CheckpointComparison(walk, findings, trusted);
        var covered = comparison.CompareHeld(held, own);
        covered = Math.Max(covered, comparison.CompareOwn(own));
        return new AuditVerification
        {
            Entries = walk.Count,
            Waiting = waiting,
            Root = Convert.ToHexStringLower(walk.Root),
            Checkpoint = evidence.Checkpoints is [.., var newest] ? newest : null,
            OwnCheckpoints = own.Count,
            Covered = covered,
            Findings = findings.Found,
            MoreFindings = findings.More,
        };
    }

    private static List<(string Source, SignedCheckpoint Checkpoint)> ReadHeld(AuditTrust trust, AuditFindings findings)
    {
        var held = new List<(string, SignedCheckpoint)>();
        foreach (var each in trust.Checkpoints)
        {
            if (SignedCheckpoint.TryParse(each.Note.Span, out var checkpoint))
            {
                held.Add((each.Source, checkpoint));
            }
            else
            {
                findings.Add(AuditFindingKind.Unreadable, null, $"{each.Source} isn't a checkpoint.");
            }
        }

        return held;
    }

    private static List<(string Source, SignedCheckpoint Checkpoint)> Read(IReadOnlyList<string> notes)
    {
        var read = new List<(string, SignedCheckpoint)>();
        foreach (var note in notes)
        {
            if (SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(note), out var checkpoint))
            {
                read.Add(($"The log's own checkpoint over {checkpoint.Head.Size} entries", checkpoint));
            }
        }

        return read;
    }
}
