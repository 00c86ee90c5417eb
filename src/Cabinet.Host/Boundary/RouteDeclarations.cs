using Cabinet.Application.Security.Clients;
using Microsoft.AspNetCore.Routing;

namespace Cabinet.Host.Boundary;

/// <summary>Refuses to start with a route that doesn't say what it asks of its callers, or says what can't be.</summary>
internal static class RouteDeclarations
{
    /// <summary>Looks at every route.</summary>
    /// <exception cref="InvalidOperationException">One isn't declared as it must be; the message names it.</exception>
    public static void Require(IEnumerable<Endpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            if (Fault(endpoint) is { } fault)
            {
                throw new InvalidOperationException(
                    $"The route {NameOf(endpoint)} {fault} The boundary doesn't start with it: a route says in its "
                    + $"{nameof(RouteRequirements)} what it asks of its callers.");
            }
        }
    }

    private static string? Fault(Endpoint endpoint) => endpoint.Metadata.OfType<RouteRequirements>().ToList() switch
    {
        [] => "isn't declared.",
        [var only] => Fault(only),
        _ => "is declared more than once.",
    };

    private static string? Fault(RouteRequirements declared) => declared switch
    {
        { NeedsSignature: true, Scope: null } => "needs a signature and no scope, so every client could call it.",
        { NeedsSignature: true, Scope: { } scope } when !ApiScopes.Exists(scope) => $"needs the scope '{scope}', which isn't one.",
        { NeedsSignature: false, Scope: not null } => "needs a scope and no signature, so nobody could have it.",
        { NeedsSignature: false, MaximumBody: > 0 } => "takes a body that nobody signed.",
        { MaximumBody: < 0 or > RouteRequirements.LargestBody } =>
            $"takes {declared.MaximumBody} bytes; allowed are 0 to {RouteRequirements.LargestBody}.",
        _ => null,
    };

    private static string NameOf(Endpoint endpoint) => endpoint is RouteEndpoint route
        ? $"{string.Join('|', route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"])} {route.RoutePattern.RawText}"
        : endpoint.DisplayName ?? "without a name";
}
