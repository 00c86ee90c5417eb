using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>A write set that waits for the writer.</summary>
internal sealed class PendingCommit(WriteSet writeSet, CancellationToken cancellationToken)
    : PendingWork<CommitResult>(cancellationToken)
{
    protected override CommitResult Execute(WriterSession session, bool isAlone, bool isGuarded) =>
        session.Apply(writeSet, isAlone, isGuarded);

    protected override bool IsWorthCommitting(CommitResult result) => result is CommitResult.Committed;
}
