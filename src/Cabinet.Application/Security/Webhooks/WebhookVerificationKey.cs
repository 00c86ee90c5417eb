using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Application.Security.Webhooks;

/// <summary>A key that verifies webhooks of one scheme.</summary>
public sealed class WebhookVerificationKey : IDisposable
{
    /// <summary>The bytes of an Ed25519 public key.</summary>
    public const int PublicKeySize = 32;

    private WebhookVerificationKey(string name, WebhookScheme scheme, SecretBytes material)
    {
        Name = name;
        Scheme = scheme;
        Material = material;
    }

    /// <summary>What the key is called where its use is recorded.</summary>
    public string Name { get; }

    /// <summary>What it verifies, and nothing else.</summary>
    public WebhookScheme Scheme { get; }

    /// <summary>The HMAC secret, or the Ed25519 public key, which is treated as if it were secret.</summary>
    public SecretBytes Material { get; }

    /// <summary>Reads <c>whsec_</c> with 24 to 64 bytes in base64, or <c>whpk_</c> with 32 bytes.</summary>
    /// <param name="name">What the key is called; not empty, not secret.</param>
    /// <param name="text">The text; it isn't disposed.</param>
    /// <param name="key">The key, which the caller disposes.</param>
    /// <returns>
    /// False for anything else, also without a prefix or where base64 isn't in its one canonical form.
    /// </returns>
    public static bool TryParse(string name, SecretText text, [NotNullWhen(true)] out WebhookVerificationKey? key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(text);
        key = null;
        if (WebhookKeyText.TryReadSecret(text, isPrefixOptional: false, out var secret))
        {
            key = new WebhookVerificationKey(name, WebhookScheme.HmacSha256, secret);
        }
        else if (WebhookKeyText.TryRead(
            text, WebhookKeyText.PublicKeyPrefix, static length => length is PublicKeySize, out var publicKey))
        {
            key = new WebhookVerificationKey(name, WebhookScheme.Ed25519, publicKey);
        }

        return key is not null;
    }

    /// <summary>Reads an HMAC secret whose prefix <c>whsec_</c> may be missing, as some senders hand it out.</summary>
    /// <remarks>
    /// The scheme is in the method's name because without a prefix nothing else says it: a public key that was taken
    /// for an HMAC secret would let everybody sign.
    /// </remarks>
    /// <param name="name">What the key is called; not empty, not secret.</param>
    /// <param name="text">The text; it isn't disposed.</param>
    /// <param name="key">The key, which the caller disposes.</param>
    /// <returns>False for anything else.</returns>
    public static bool TryParseSymmetric(
        string name, SecretText text, [NotNullWhen(true)] out WebhookVerificationKey? key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(text);
        key = WebhookKeyText.TryReadSecret(text, isPrefixOptional: true, out var secret)
            ? new WebhookVerificationKey(name, WebhookScheme.HmacSha256, secret)
            : null;
        return key is not null;
    }

    /// <summary>The name and the scheme.</summary>
    public override string ToString() => $"{Name} ({Scheme})";

    /// <summary>Wipes the key.</summary>
    public void Dispose() => Material.Dispose();
}
