using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>A write set that waits for a lane.</summary>
internal sealed class PendingCommit(WriteSet writeSet, CancellationToken cancellationToken)
    : PendingWork<CommitResult>(cancellationToken)
{
    public WriteSet WriteSet => writeSet;

    /// <summary>What it tells beside that it was committed.</summary>
    public SetOutcome Outcome { get; } = new();
}
