namespace Cabinet.Application.Security.Webhooks;

/// <summary>Signs webhooks that are sent, by Standard Webhooks 1.0.0.</summary>
/// <remarks>
/// Same message, same keys: same headers. Both schemes are deterministic. Safe for any number of threads.
/// </remarks>
public interface IWebhookSigner
{
    /// <summary>
    /// Gives the headers <c>webhook-id</c>, <c>webhook-timestamp</c> and <c>webhook-signature</c>, in this order.
    /// </summary>
    /// <param name="message">What is sent; each attempt has a timestamp of its own, all have the same id.</param>
    /// <param name="keys">
    /// 1 to <see cref="WebhookLimits.MaxKeys"/> keys, each of which signs: during a rotation the new one and the old
    /// one, so that a receiver who knows either accepts the message.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are no keys or too many, or the two halves of a key pair don't belong together.
    /// </exception>
    /// <exception cref="ObjectDisposedException">A key was wiped.</exception>
    IReadOnlyList<KeyValuePair<string, string>> Sign(WebhookMessage message, IReadOnlyList<WebhookSigningKey> keys);
}
