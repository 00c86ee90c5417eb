using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>A claim that waits for a lane.</summary>
internal sealed class PendingClaim(ClaimRequest request, CancellationToken cancellationToken)
    : PendingWork<ClaimResult>(cancellationToken)
{
    public ClaimRequest Request => request;
}
