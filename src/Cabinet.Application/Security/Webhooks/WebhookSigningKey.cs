using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Application.Security.Webhooks;

/// <summary>A key that signs webhooks.</summary>
public sealed class WebhookSigningKey : IDisposable
{
    /// <summary>The bytes of an Ed25519 seed, which is the secret half of a key pair.</summary>
    public const int SeedSize = 32;

    private const int PairSize = 64;

    private WebhookSigningKey(string name, WebhookScheme scheme, SecretBytes secret)
    {
        Name = name;
        Scheme = scheme;
        Secret = secret;
    }

    /// <summary>What the key is called where its use is recorded; it isn't sent.</summary>
    public string Name { get; }

    /// <summary>What it signs with.</summary>
    public WebhookScheme Scheme { get; }

    /// <summary>
    /// The HMAC secret; or the Ed25519 seed, after which the public half may stand, which must then belong to it.
    /// </summary>
    public SecretBytes Secret { get; }

    /// <summary>
    /// Reads <c>whsec_</c> with 24 to 64 bytes in base64, or <c>whsk_</c> with 32 (the seed) or 64 bytes (the seed and
    /// the public key).
    /// </summary>
    /// <param name="name">What the key is called; not empty, not secret.</param>
    /// <param name="text">The text; it isn't disposed.</param>
    /// <param name="key">The key, which the caller disposes.</param>
    /// <returns>
    /// False for anything else, also without a prefix or where base64 isn't in its one canonical form.
    /// </returns>
    public static bool TryParse(string name, SecretText text, [NotNullWhen(true)] out WebhookSigningKey? key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(text);
        key = null;
        if (WebhookKeyText.TryReadSecret(text, isPrefixOptional: false, out var secret))
        {
            key = new WebhookSigningKey(name, WebhookScheme.HmacSha256, secret);
        }
        else if (WebhookKeyText.TryRead(
            text, WebhookKeyText.SecretKeyPrefix, static length => length is SeedSize or PairSize, out var pair))
        {
            key = new WebhookSigningKey(name, WebhookScheme.Ed25519, pair);
        }

        return key is not null;
    }

    /// <summary>Reads an HMAC secret whose prefix <c>whsec_</c> may be missing, as some senders hand it out.</summary>
    /// <param name="name">What the key is called; not empty, not secret.</param>
    /// <param name="text">The text; it isn't disposed.</param>
    /// <param name="key">The key, which the caller disposes.</param>
    /// <returns>False for anything else.</returns>
    public static bool TryParseSymmetric(string name, SecretText text, [NotNullWhen(true)] out WebhookSigningKey? key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(text);
        key = WebhookKeyText.TryReadSecret(text, isPrefixOptional: true, out var secret)
            ? new WebhookSigningKey(name, WebhookScheme.HmacSha256, secret)
            : null;
        return key is not null;
    }

    /// <summary>The name and the scheme.</summary>
    public override string ToString() => $"{Name} ({Scheme})";

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => Secret.Dispose();
}
