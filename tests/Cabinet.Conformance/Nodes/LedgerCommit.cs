using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Conformance.Nodes;

/// <summary>A write set that a node sent, and what it was told.</summary>
/// <param name="Began">When it was sent, in steps of the ledger.</param>
/// <param name="Ended">When its answer came; never, when its outcome is unknown.</param>
/// <param name="Operations">What it wrote.</param>
/// <param name="Result">What it was told; null when its outcome is unknown.</param>
internal sealed record LedgerCommit(
    long Began, long Ended, IReadOnlyList<WriteOperation> Operations, CommitResult? Result)
{
    /// <summary>It was told that it is done.</summary>
    public bool IsAcknowledged => Result is CommitResult.Committed;

    /// <summary>It may have taken place.</summary>
    public bool IsPossible => Result is not CommitResult.Refused;
}
