namespace Cabinet.Application.Security.Signatures;

/// <summary>Makes keys out of bytes. Importing costs more than using: keep what was imported.</summary>
/// <remarks>The bytes are copied; the caller wipes its own. Safe for any number of threads.</remarks>
public interface ISignatureKeys
{
    /// <summary>Imports a private key, or a shared one.</summary>
    /// <param name="algorithm">The algorithm that the key is for, and the only one that it will ever serve.</param>
    /// <param name="secret">
    /// Ed25519: the seed of 32 bytes, or PKCS#8. P-256: the private scalar of 32 bytes (big-endian), or PKCS#8.
    /// HMAC: 32 to 1024 bytes.
    /// </param>
    /// <exception cref="ArgumentException">The bytes are no such key; the message says what is.</exception>
    ISigningKey ImportSigningKey(SignatureAlgorithm algorithm, ReadOnlySpan<byte> secret);

    /// <summary>Imports a public key, or a shared one.</summary>
    /// <param name="algorithm">The algorithm that the key is for, and the only one that it will ever serve.</param>
    /// <param name="key">
    /// Ed25519: 32 bytes, or SubjectPublicKeyInfo. P-256: the uncompressed point of 65 bytes, or SubjectPublicKeyInfo.
    /// HMAC: 32 to 1024 bytes.
    /// </param>
    /// <exception cref="ArgumentException">The bytes are no such key; the message says what is.</exception>
    IVerificationKey ImportVerificationKey(SignatureAlgorithm algorithm, ReadOnlySpan<byte> key);
}
