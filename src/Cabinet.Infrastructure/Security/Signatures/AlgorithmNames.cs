using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures;

/// <summary>The names of the algorithms in the registry of RFC 9421, and the lengths of their signatures.</summary>
internal static class AlgorithmNames
{
    /// <summary>The registered name; null for what is no algorithm.</summary>
    internal static string? Of(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Ed25519 => "ed25519",
        SignatureAlgorithm.EcdsaP256Sha256 => "ecdsa-p256-sha256",
        SignatureAlgorithm.HmacSha256 => "hmac-sha256",
        _ => null,
    };

    /// <summary>The only length in bytes that a signature has; zero for what is no algorithm.</summary>
    internal static int SignatureLength(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Ed25519 or SignatureAlgorithm.EcdsaP256Sha256 => 64,
        SignatureAlgorithm.HmacSha256 => 32,
        _ => 0,
    };
}
