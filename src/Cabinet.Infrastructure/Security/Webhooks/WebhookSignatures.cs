using System.Security.Cryptography;
using System.Text;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Webhooks;
using NSec.Cryptography;

namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>The two schemes: what each is called in a header, how it signs and how it verifies.</summary>
internal static class WebhookSignatures
{
    private const int HmacSize = HMACSHA256.HashSizeInBytes;
    private const int Ed25519Size = 64;

    private static Ed25519 Ed25519 => SignatureAlgorithm.Ed25519;

    internal static string VersionOf(WebhookScheme scheme) => scheme switch
    {
        WebhookScheme.HmacSha256 => "v1",
        WebhookScheme.Ed25519 => "v1a",
        _ => throw new InvalidOperationException($"No version for {scheme}."),
    };

    /// <summary>The signature's base64.</summary>
    internal static string Sign(WebhookSigningKey key, ReadOnlySpan<byte> content)
    {
        var secret = key.Secret.Expose(SecretAccess.Granted);
        return Convert.ToBase64String(key.Scheme switch
        {
            WebhookScheme.HmacSha256 => HMACSHA256.HashData(secret, content),
            WebhookScheme.Ed25519 => SignWithPair(key.Name, secret, content),
            _ => throw new InvalidOperationException($"No signatures of {key.Scheme}."),
        });
    }

    /// <summary>Whether the key made one of the signatures that are of its own version.</summary>
    internal static bool Verify(
        WebhookVerificationKey key, ReadOnlySpan<byte> content, IReadOnlyList<WebhookSignature> signatures)
    {
        var material = key.Material.Expose(SecretAccess.Granted);
        return key.Scheme switch
        {
            WebhookScheme.HmacSha256 => VerifyHmac(material, content, signatures),
            WebhookScheme.Ed25519 => VerifyEd25519(material, content, signatures),
            _ => throw new InvalidOperationException($"No signatures of {key.Scheme}."),
        };
    }

    /// <summary>Compares text in constant time, so that only the one base64 that an encoder writes will do.</summary>
    private static bool VerifyHmac(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> content, IReadOnlyList<WebhookSignature> signatures)
    {
        Span<byte> digest = stackalloc byte[HmacSize];
        HMACSHA256.HashData(secret, content, digest);
        var expected = Encoding.ASCII.GetBytes(Convert.ToBase64String(digest));
        var isMatch = false;
        foreach (var signature in signatures)
        {
            if (signature.Version != VersionOf(WebhookScheme.HmacSha256)) continue;
            isMatch |= CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(signature.Value));
        }

        return isMatch;
    }

    private static bool VerifyEd25519(
        ReadOnlySpan<byte> material, ReadOnlySpan<byte> content, IReadOnlyList<WebhookSignature> signatures)
    {
        // Bytes that are no point on the curve verify nothing.
        if (!PublicKey.TryImport(Ed25519, material, KeyBlobFormat.RawPublicKey, out var publicKey)) return false;
        Span<byte> signatureBytes = stackalloc byte[Ed25519Size];
        foreach (var signature in signatures)
        {
            if (signature.Version == VersionOf(WebhookScheme.Ed25519)
                && TryDecode(signature.Value, signatureBytes)
                && Ed25519.Verify(publicKey!, content, signatureBytes))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the one base64 that an encoder writes for 64 bytes.</summary>
    private static bool TryDecode(string value, Span<byte> signature) =>
        Convert.TryFromBase64String(value, signature, out var length)
        && length == Ed25519Size
        && Convert.ToBase64String(signature) == value;

    private static byte[] SignWithPair(string name, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> content)
    {
        using var key = Key.Import(Ed25519, secret[..WebhookSigningKey.SeedSize], KeyBlobFormat.RawPrivateKey);
        var publicHalf = secret[WebhookSigningKey.SeedSize..];
        if (!publicHalf.IsEmpty && !publicHalf.SequenceEqual(key.PublicKey.Export(KeyBlobFormat.RawPublicKey)))
        {
            throw new ArgumentException(
                $"The two halves of the webhook key '{name}' don't belong together: signing with it could give away "
                + "its secret half. Take the key from its source again.");
        }

        return Ed25519.Sign(key, content);
    }
}
