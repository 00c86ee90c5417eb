using Cabinet.Application.Policies;
using Cabinet.Domain.Limits;

namespace Cabinet.Host.Boundary;

/// <summary>What a route asks of whoever calls it. A route without it doesn't start.</summary>
internal sealed record RouteRequirements
{
    /// <summary>The largest body of any route, in bytes: a task's input and what stands around it.</summary>
    public const int LargestBody = (1024 + 64) * 1024;

    /// <summary>The route's name in audit, metrics and the OpenAPI document.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a registered client must have signed the request.</summary>
    public required bool NeedsSignature { get; init; }

    /// <summary>The scope that the client must have; null where nothing needs to be signed.</summary>
    public string? Scope { get; init; }

    /// <summary>The role that the client must have at least.</summary>
    public CallerRole Role { get; init; }

    /// <summary>The largest body, in bytes; 0 is none at all.</summary>
    public required int MaximumBody { get; init; }

    /// <summary>Whether an <c>Idempotency-Key</c> must come with the request.</summary>
    public bool NeedsIdempotencyKey { get; init; }

    /// <summary>How often one client may call it on this node; without a signature, one address.</summary>
    public required RateLimit Rate { get; init; }
}
