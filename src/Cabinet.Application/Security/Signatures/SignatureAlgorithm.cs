namespace Cabinet.Application.Security.Signatures;

/// <summary>How a message is signed. A key knows its algorithm; a message never chooses one.</summary>
public enum SignatureAlgorithm
{
    /// <summary>No algorithm: the value that was never set. Every use of it is refused.</summary>
    None = 0,

    /// <summary>Ed25519 (RFC 8032), <c>ed25519</c> in RFC 9421: signatures of 64 bytes.</summary>
    Ed25519 = 1,

    /// <summary>
    /// ECDSA on P-256 over SHA-256, <c>ecdsa-p256-sha256</c> in RFC 9421: r and s of 32 bytes each, one behind the
    /// other, never DER.
    /// </summary>
    EcdsaP256Sha256 = 2,

    /// <summary>HMAC with SHA-256, <c>hmac-sha256</c> in RFC 9421: tags of 32 bytes, never truncated.</summary>
    HmacSha256 = 3,
}
