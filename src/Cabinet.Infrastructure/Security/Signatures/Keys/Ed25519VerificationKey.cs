using Cabinet.Application.Security.Signatures;
using NSec.Cryptography;
using SignatureAlgorithm = Cabinet.Application.Security.Signatures.SignatureAlgorithm;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <summary>
/// An Ed25519 public key. libsodium verifies: without cofactor, refusing an s that isn't reduced and keys and R of
/// small order; which edge cases that leaves is recorded by a test.
/// </summary>
internal sealed class Ed25519VerificationKey : IVerificationKey
{
    private readonly PublicKey key;

    private Ed25519VerificationKey(PublicKey key) => this.key = key;

    public SignatureAlgorithm Algorithm => SignatureAlgorithm.Ed25519;

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        NSec.Cryptography.SignatureAlgorithm.Ed25519.Verify(key, data, signature);

    /// <summary>There is nothing secret to wipe.</summary>
    public void Dispose()
    {
    }

    public override string ToString() => nameof(Ed25519VerificationKey);

    /// <summary>Imports 32 bytes or SubjectPublicKeyInfo; null when it is neither.</summary>
    internal static Ed25519VerificationKey? Import(ReadOnlySpan<byte> bytes)
    {
        var format = bytes.Length == 32 ? KeyBlobFormat.RawPublicKey : KeyBlobFormat.PkixPublicKey;
        return PublicKey.TryImport(NSec.Cryptography.SignatureAlgorithm.Ed25519, bytes, format, out var key)
            ? new Ed25519VerificationKey(key!)
            : null;
    }
}
