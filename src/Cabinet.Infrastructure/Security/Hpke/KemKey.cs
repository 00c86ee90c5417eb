using System.Security.Cryptography;
using Cabinet.Application.Security.Hpke;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>A key pair of a group in which two parties agree on a secret. Safe for any number of threads.</summary>
internal abstract class KemKey : IDisposable
{
    /// <summary>Bytes of a private key, and of what two agree on, in both groups.</summary>
    internal const int SecretSize = 32;

    /// <summary>The serialised public key.</summary>
    internal abstract ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>
    /// Agrees with a serialised public key on a secret of <see cref="SecretSize"/> bytes. False when that key is no
    /// point that gives a secret; the destination holds zeros then.
    /// </summary>
    internal abstract bool TryAgree(ReadOnlySpan<byte> publicKey, Span<byte> secret);

    public abstract void Dispose();

    /// <summary>The key of a serialised private key, or null when the bytes are none.</summary>
    internal static KemKey? TryImport(HpkeKem kem, ReadOnlySpan<byte> privateKey) =>
        privateKey.Length != SecretSize ? null
        : kem == HpkeKem.P256HkdfSha256 ? P256Key.TryImport(privateKey)
        : new X25519Key(privateKey);

    /// <summary>DeriveKeyPair of RFC 9180, section 7.1.3.</summary>
    internal static KemKey Derive(HpkeKem kem, ReadOnlySpan<byte> inputKeyMaterial)
    {
        var hkdf = HpkeAlgorithms.KemHkdf(kem);
        Span<byte> extracted = stackalloc byte[hkdf.DigestSize];
        Span<byte> secret = stackalloc byte[SecretSize];
        try
        {
            hkdf.Extract([], "dkp_prk"u8, inputKeyMaterial, extracted);
            if (kem == HpkeKem.X25519HkdfSha256)
            {
                hkdf.Expand(extracted, "sk"u8, [], secret);
                return new X25519Key(secret);
            }

            // A candidate isn't below the group's order with a probability of 2^-32; 256 in a row don't happen.
            for (var counter = 0; counter <= byte.MaxValue; counter++)
            {
                hkdf.Expand(extracted, "candidate"u8, [(byte)counter], secret);
                if (P256Key.TryImport(secret) is { } key)
                {
                    return key;
                }
            }

            throw new CryptographicException("No candidate was a private key (DeriveKeyPairError of RFC 9180).");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(extracted);
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
