using System.Security.Cryptography;
using Cabinet.Application.Security.Hpke;

namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>DHKEM (RFC 9180, section 4.1): both sides agree on a shared secret of 32 bytes.</summary>
internal static class DhKem
{
    /// <summary>Bytes of the shared secret.</summary>
    internal const int SharedSecretSize = 32;

    private const int LargestPublicKey = 65;

    /// <summary>
    /// Encap and AuthEncap: the encapsulation is the ephemeral public key. False when the recipient's public key gives
    /// no secret.
    /// </summary>
    internal static bool TryEncapsulate(
        HpkeKem kem, KemKey ephemeral, ReadOnlySpan<byte> recipient, KemKey? sender, Span<byte> sharedSecret)
    {
        Span<byte> agreed = stackalloc byte[2 * KemKey.SecretSize];
        try
        {
            if (!ephemeral.TryAgree(recipient, agreed[..KemKey.SecretSize])
                || (sender is not null && !sender.TryAgree(recipient, agreed[KemKey.SecretSize..])))
            {
                return false;
            }

            ExtractAndExpand(
                kem,
                sender is null ? agreed[..KemKey.SecretSize] : agreed,
                ephemeral.PublicKey.Span,
                recipient,
                sender is null ? [] : sender.PublicKey.Span,
                sharedSecret);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(agreed);
        }
    }

    /// <summary>
    /// Decap and AuthDecap. False when the encapsulation or the sender's public key gives no secret; an empty sender is
    /// none.
    /// </summary>
    internal static bool TryDecapsulate(
        HpkeKem kem,
        KemKey recipient,
        ReadOnlySpan<byte> encapsulation,
        ReadOnlySpan<byte> sender,
        Span<byte> sharedSecret)
    {
        Span<byte> agreed = stackalloc byte[2 * KemKey.SecretSize];
        try
        {
            if (!recipient.TryAgree(encapsulation, agreed[..KemKey.SecretSize])
                || (!sender.IsEmpty && !recipient.TryAgree(sender, agreed[KemKey.SecretSize..])))
            {
                return false;
            }

            ExtractAndExpand(
                kem,
                sender.IsEmpty ? agreed[..KemKey.SecretSize] : agreed,
                encapsulation,
                recipient.PublicKey.Span,
                sender,
                sharedSecret);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(agreed);
        }
    }

    private static void ExtractAndExpand(
        HpkeKem kem,
        ReadOnlySpan<byte> agreed,
        ReadOnlySpan<byte> encapsulation,
        ReadOnlySpan<byte> recipient,
        ReadOnlySpan<byte> sender,
        Span<byte> sharedSecret)
    {
        Span<byte> context = stackalloc byte[3 * LargestPublicKey];
        encapsulation.CopyTo(context);
        recipient.CopyTo(context[encapsulation.Length..]);
        sender.CopyTo(context[(encapsulation.Length + recipient.Length)..]);
        context = context[..(encapsulation.Length + recipient.Length + sender.Length)];

        var hkdf = HpkeAlgorithms.KemHkdf(kem);
        Span<byte> extracted = stackalloc byte[hkdf.DigestSize];
        hkdf.Extract([], "eae_prk"u8, agreed, extracted);
        hkdf.Expand(extracted, "shared_secret"u8, context, sharedSecret);
        CryptographicOperations.ZeroMemory(extracted);
    }
}
