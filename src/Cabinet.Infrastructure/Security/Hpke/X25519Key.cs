using System.Security.Cryptography;
using NSec.Cryptography;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>A key pair of X25519 (RFC 7748), by libsodium, in its guarded memory.</summary>
internal sealed class X25519Key : KemKey
{
    private static readonly KeyAgreementAlgorithm Algorithm = KeyAgreementAlgorithm.X25519;

    private readonly Key key;
    private readonly byte[] publicKey;

    /// <summary>Takes a copy of any 32 bytes; the caller wipes its own.</summary>
    internal X25519Key(ReadOnlySpan<byte> privateKey)
    {
        this.key = Key.Import(Algorithm, privateKey, KeyBlobFormat.RawPrivateKey);
        this.publicKey = this.key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    internal override ReadOnlyMemory<byte> PublicKey => this.publicKey;

    internal override bool TryAgree(ReadOnlySpan<byte> publicKey, Span<byte> secret)
    {
        secret.Clear();
        if (!NSec.Cryptography.PublicKey.TryImport(
            Algorithm, publicKey, KeyBlobFormat.RawPublicKey, out var peer) || peer is null)
        {
            return false;
        }

        // The secret is exported at once: HPKE's own key derivation takes it, not NSec's.
        var exportable = new SharedSecretCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };

        // Null when the secret is all zero, which is what points of low order give (RFC 7748, section 6.1).
        using var agreed = Algorithm.Agree(this.key, peer, exportable);
        if (agreed is null)
        {
            return false;
        }

        var exported = agreed.Export(SharedSecretBlobFormat.RawSharedSecret);
        exported.CopyTo(secret);
        CryptographicOperations.ZeroMemory(exported);
        return true;
    }

    public override void Dispose() => this.key.Dispose();
}
