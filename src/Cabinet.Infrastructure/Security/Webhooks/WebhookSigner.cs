using System.Globalization;
using Cabinet.Application.Security.Webhooks;

namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>Standard Webhooks 1.0.0, the sender's side.</summary>
internal sealed class WebhookSigner : IWebhookSigner
{
    public IReadOnlyList<KeyValuePair<string, string>> Sign(
        WebhookMessage message, IReadOnlyList<WebhookSigningKey> keys)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count is 0 or > WebhookLimits.MaxKeys)
        {
            throw new ArgumentException(
                $"A webhook is signed with 1 to {WebhookLimits.MaxKeys} keys, not {keys.Count}.", nameof(keys));
        }

        var timestamp = message.Timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var content = new WebhookContent(message.Id, timestamp, message.Body.Span);
        var signatures = new string[keys.Count];
        for (var index = 0; index < keys.Count; index++)
        {
            var version = WebhookSignatures.VersionOf(keys[index].Scheme);
            signatures[index] = $"{version},{WebhookSignatures.Sign(keys[index], content.Bytes)}";
        }

        return
        [
            new(WebhookHeaderNames.Id, message.Id),
            new(WebhookHeaderNames.Timestamp, timestamp),
            new(WebhookHeaderNames.Signature, string.Join(' ', signatures)),
        ];
    }
}
