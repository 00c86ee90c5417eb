using Cabinet.Application.Security.Clients;

namespace Cabinet.Host.Boundary;

/// <summary>A request that passed every check but the commit's.</summary>
/// <param name="Content">Its body; empty when there is none.</param>
/// <param name="Identity">Who signed it; null on a route that needs no signature.</param>
/// <param name="IdempotencyKey">What it said; null when it said nothing.</param>
internal sealed record AdmittedRequest(
    ReadOnlyMemory<byte> Content, ClientIdentity? Identity, string? IdempotencyKey)
{
    /// <summary>Who signed.</summary>
    /// <exception cref="InvalidOperationException">The route needs no signature: a bug.</exception>
    public ClientIdentity Signer => Identity ?? throw new InvalidOperationException("Nobody signed this request.");

    /// <summary>The request of a context that the gate let through.</summary>
    /// <exception cref="InvalidOperationException">It didn't: a bug.</exception>
    public static AdmittedRequest Of(HttpContext context) => context.Features.Get<AdmittedRequest>()
        ?? throw new InvalidOperationException("The request didn't pass the boundary's checks.");
}
