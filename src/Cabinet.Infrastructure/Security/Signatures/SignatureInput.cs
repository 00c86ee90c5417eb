using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Infrastructure.Security.Signatures;

/// <summary>What a signature says of itself: what it covers, and its parameters. Nothing vouches for it yet.</summary>
internal sealed record SignatureInput
{
    /// <summary>As it was written, for the signature base.</summary>
    internal required StructuredInnerList Written { get; init; }

    /// <summary>One to <see cref="SignatureLimits.Components"/> components, each once.</summary>
    internal required IReadOnlyList<CoveredComponent> Covered { get; init; }

    /// <summary>The parameters that are stated.</summary>
    internal SignatureParameters Stated { get; init; }

    internal DateTimeOffset? Created { get; init; }

    internal DateTimeOffset? Expires { get; init; }

    internal string? Nonce { get; init; }

    internal string? KeyId { get; init; }

    internal string? Algorithm { get; init; }

    internal string? Tag { get; init; }
}
