using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>How a key's algorithm is called in a token's header. Shared keys have no name here: they sign no tokens.</summary>
internal static class TokenAlgorithms
{
    /// <summary>What a token that this key signs says; null for a key that signs none.</summary>
    public static string? NameOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Ed25519 => "EdDSA",
        SignatureAlgorithm.EcdsaP256Sha256 => "ES256",
        _ => null,
    };

    /// <summary>Whether a header's word names the algorithm of this key; <c>Ed25519</c> is RFC 9864's name of the same.</summary>
    public static bool Names(string stated, SignatureAlgorithm algorithm) =>
        NameOf(algorithm) is { } name
        && (string.Equals(stated, name, StringComparison.Ordinal)
            || (algorithm == SignatureAlgorithm.Ed25519 && string.Equals(stated, "Ed25519", StringComparison.Ordinal)));
}
