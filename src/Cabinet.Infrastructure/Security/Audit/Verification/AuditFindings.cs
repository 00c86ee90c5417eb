using Cabinet.Application.Security.Audit;

namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>What was found so far, a bounded number of it in words.</summary>
internal sealed class AuditFindings
{
    private readonly List<AuditFinding> found = [];

    internal IReadOnlyList<AuditFinding> Found => found;

    internal int More { get; private set; }

    internal void Add(AuditFindingKind kind, long? index, string message)
    {
        if (found.Count == AuditVerification.MaximumFindings)
        {
            More++;
            return;
        }

        found.Add(new AuditFinding(kind, index, message));
    }
}
