using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>A claim that waits for the writer.</summary>
internal sealed class PendingClaim(ClaimRequest request, CancellationToken cancellationToken)
    : PendingWork<ClaimResult>(cancellationToken)
{
    protected override ClaimResult Execute(WriterSession session, bool isAlone, bool isGuarded) =>
        session.Claim(request);

    // Also one that found nothing may have moved jobs that fell due.
    protected override bool IsWorthCommitting(ClaimResult result) => true;
}
