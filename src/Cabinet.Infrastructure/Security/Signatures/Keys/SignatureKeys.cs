using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <inheritdoc />
internal sealed class SignatureKeys : ISignatureKeys
{
    private const string Shared = "A shared key of HMAC-SHA-256 has 32 to 1024 bytes.";

    public ISigningKey ImportSigningKey(SignatureAlgorithm algorithm, ReadOnlySpan<byte> secret) => algorithm switch
    {
        SignatureAlgorithm.Ed25519 => Ed25519SigningKey.Import(secret) ?? throw NotAKey(
            "A private key of Ed25519 is its seed of 32 bytes, or PKCS#8.", secret),
        SignatureAlgorithm.EcdsaP256Sha256 => EcdsaSigningKey.Import(secret) ?? throw NotAKey(
            "A private key of P-256 is its scalar of 32 bytes, or PKCS#8.", secret),
        SignatureAlgorithm.HmacSha256 => HmacKey.Import(secret) ?? throw NotAKey(Shared, secret),
        _ => throw new ArgumentException($"There is no such algorithm: {algorithm}.", nameof(algorithm)),
    };

    public IVerificationKey ImportVerificationKey(SignatureAlgorithm algorithm, ReadOnlySpan<byte> key) =>
        algorithm switch
        {
            SignatureAlgorithm.Ed25519 => Ed25519VerificationKey.Import(key) ?? throw NotAKey(
                "A public key of Ed25519 has 32 bytes, or is SubjectPublicKeyInfo.", key),
            SignatureAlgorithm.EcdsaP256Sha256 => EcdsaVerificationKey.Import(key) ?? throw NotAKey(
                "A public key of P-256 is an uncompressed point of 65 bytes, or SubjectPublicKeyInfo.", key),
            SignatureAlgorithm.HmacSha256 => HmacKey.Import(key) ?? throw NotAKey(Shared, key),
            _ => throw new ArgumentException($"There is no such algorithm: {algorithm}.", nameof(algorithm)),
        };

    private static ArgumentException NotAKey(string expected, ReadOnlySpan<byte> given) =>
        new($"{expected} The {given.Length} bytes that were given are none.");
}
