namespace Cabinet.Application.Security.Webhooks;

/// <summary>How a webhook is signed. A key has one scheme and serves no other.</summary>
public enum WebhookScheme
{
    /// <summary>Version v1: HMAC-SHA-256, one secret on both sides (<c>whsec_</c>).</summary>
    HmacSha256,

    /// <summary>
    /// Version v1a: Ed25519, a secret key for the sender (<c>whsk_</c>) and a public one for receivers (<c>whpk_</c>).
    /// </summary>
    Ed25519,
}
