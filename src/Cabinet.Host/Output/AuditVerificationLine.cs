using Cabinet.Application.Security.Audit;

namespace Cabinet.Host.Output;

/// <summary>What verifying an audit log gave.</summary>
internal sealed record AuditVerificationLine(
    bool Intact,
    long Entries,
    long Covered,
    long Waiting,
    string Root,
    int OwnCheckpoints,
    string? Checkpoint,
    IReadOnlyList<AuditFindingLine> Findings,
    int MoreFindings,
    IReadOnlyList<string>? VerifierKeys)
{
    /// <summary>Shows a verification.</summary>
    public static AuditVerificationLine From(AuditVerification verified, IReadOnlyList<string>? verifierKeys) => new(
        verified.IsIntact,
        verified.Entries,
        verified.Covered,
        verified.Waiting,
        verified.Root,
        verified.OwnCheckpoints,
        verified.Checkpoint,
        [.. verified.Findings.Select(each => new AuditFindingLine(Names.Of(each.Kind), each.Index, each.Message))],
        verified.MoreFindings,
        verifierKeys);
}
