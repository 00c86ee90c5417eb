using Cabinet.Application.Security.Signatures;
using NSec.Cryptography;
using SignatureAlgorithm = Cabinet.Application.Security.Signatures.SignatureAlgorithm;

namespace Cabinet.Infrastructure.Security.Signatures.Keys;

/// <summary>An Ed25519 private key in libsodium's guarded memory.</summary>
internal sealed class Ed25519SigningKey : ISigningKey
{
    private readonly Key key;

    private Ed25519SigningKey(Key key) => this.key = key;

    public SignatureAlgorithm Algorithm => SignatureAlgorithm.Ed25519;

    public byte[] Sign(ReadOnlySpan<byte> data) => NSec.Cryptography.SignatureAlgorithm.Ed25519.Sign(key, data);

    public void Dispose() => key.Dispose();

    public override string ToString() => nameof(Ed25519SigningKey);

    /// <summary>Imports a seed or PKCS#8; null when it is neither.</summary>
    internal static Ed25519SigningKey? Import(ReadOnlySpan<byte> secret)
    {
        var format = secret.Length == 32 ? KeyBlobFormat.RawPrivateKey : KeyBlobFormat.PkixPrivateKey;
        return Key.TryImport(NSec.Cryptography.SignatureAlgorithm.Ed25519, secret, format, out var key)
            ? new Ed25519SigningKey(key!)
            : null;
    }
}
