using System.Security.Cryptography;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Hpke;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>
/// From the shared secret to a context's keys (RFC 9180, section 5.1). The mode, the info and the pre-shared key's id
/// go into every one of them. Disposing it wipes them.
/// </summary>
internal sealed class KeySchedule : IDisposable
{
    private const int LargestDigest = 64;
    private const int LargestKey = 32;

    private KeySchedule(SecretBytes key, SecretBytes baseNonce, SecretBytes exporterSecret)
    {
        Key = key;
        BaseNonce = baseNonce;
        ExporterSecret = exporterSecret;
    }

    /// <summary>The AEAD's key; empty when the suite only exports.</summary>
    internal SecretBytes Key { get; }

    /// <summary>What a message's number is added to; empty when the suite only exports.</summary>
    internal SecretBytes BaseNonce { get; }

    /// <summary>What exported secrets are derived from.</summary>
    internal SecretBytes ExporterSecret { get; }

    internal static KeySchedule Derive(
        HpkeSuite suite,
        HpkeMode mode,
        ReadOnlySpan<byte> sharedSecret,
        ReadOnlySpan<byte> info,
        HpkePreSharedKey? preSharedKey)
    {
        var hkdf = HpkeAlgorithms.SuiteHkdf(suite);
        Span<byte> secret = stackalloc byte[LargestDigest];
        secret = secret[..hkdf.DigestSize];
        Span<byte> key = stackalloc byte[LargestKey];
        key = key[..HpkeAlgorithms.KeySize(suite.Aead)];
        Span<byte> nonce = stackalloc byte[HpkeAlgorithms.NonceSize];
        nonce = key.IsEmpty ? [] : nonce;
        Span<byte> exporter = stackalloc byte[LargestDigest];
        exporter = exporter[..hkdf.DigestSize];
        try
        {
            var context = DeriveContext(hkdf, mode, info, preSharedKey);
            ExtractSecret(hkdf, sharedSecret, preSharedKey, secret);
            if (!key.IsEmpty)
            {
                hkdf.Expand(secret, "key"u8, context, key);
                hkdf.Expand(secret, "base_nonce"u8, context, nonce);
            }

            hkdf.Expand(secret, "exp"u8, context, exporter);
            return new KeySchedule(new SecretBytes(key), new SecretBytes(nonce), new SecretBytes(exporter));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(nonce);
            CryptographicOperations.ZeroMemory(exporter);
        }
    }

    /// <summary>key_schedule_context: the mode, then the digests of the pre-shared key's id and of the info.</summary>
    internal static byte[] DeriveContext(
        LabeledHkdf hkdf, HpkeMode mode, ReadOnlySpan<byte> info, HpkePreSharedKey? preSharedKey)
    {
        var context = new byte[1 + 2 * hkdf.DigestSize];
        context[0] = (byte)mode;
        var id = preSharedKey is null ? default : preSharedKey.Id.Span;
        hkdf.Extract([], "psk_id_hash"u8, id, context.AsSpan(1, hkdf.DigestSize));
        hkdf.Extract([], "info_hash"u8, info, context.AsSpan(1 + hkdf.DigestSize));
        return context;
    }

    /// <summary>The secret that all keys are expanded from.</summary>
    internal static void ExtractSecret(
        LabeledHkdf hkdf, ReadOnlySpan<byte> sharedSecret, HpkePreSharedKey? preSharedKey, Span<byte> secret) =>
        hkdf.Extract(
            sharedSecret,
            "secret"u8,
            preSharedKey is null ? default : preSharedKey.Key.Expose(SecretAccess.Granted),
            secret);

    public void Dispose()
    {
        Key.Dispose();
        BaseNonce.Dispose();
        ExporterSecret.Dispose();
    }
}
