namespace Cabinet.Application.Security.Webhooks;

/// <summary>Verifies webhooks that were received, by Standard Webhooks 1.0.0, strictly.</summary>
/// <remarks>
/// <para>
/// A key verifies signatures of its own scheme only, whatever the message claims: a public key never serves as an HMAC
/// secret. Signatures of versions that this doesn't know count for nothing: a message that has no others is refused.
/// </para>
/// <para>
/// Nothing here remembers messages. Whoever acts on one consumes <see cref="WebhookVerification.Verified.MessageId"/>
/// as a nonce in the commit of what it does, and keeps it for twice the tolerance at least.
/// </para>
/// <para>Never throws on what headers and body hold. Safe for any number of threads.</para>
/// </remarks>
public interface IWebhookVerifier
{
    /// <summary>Verifies one message.</summary>
    /// <param name="headers">
    /// All header lines in the order in which they came, a name that came twice twice. Names in any case.
    /// </param>
    /// <param name="body">The body's bytes as they were received: not parsed, not decoded to text.</param>
    /// <param name="keys">
    /// 1 to <see cref="WebhookLimits.MaxKeys"/> keys of this one sender, each of which may have signed: during a
    /// rotation the old and the new one.
    /// </param>
    /// <exception cref="ArgumentException">There are no keys or too many.</exception>
    /// <exception cref="ObjectDisposedException">A key was wiped.</exception>
    WebhookVerification Verify(
        IReadOnlyList<KeyValuePair<string, string>> headers,
        ReadOnlySpan<byte> body,
        IReadOnlyList<WebhookVerificationKey> keys);
}
