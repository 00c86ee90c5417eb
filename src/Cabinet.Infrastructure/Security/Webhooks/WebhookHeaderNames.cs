namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>The headers of Standard Webhooks.</summary>
internal static class WebhookHeaderNames
{
    internal const string Id = "webhook-id";
    internal const string Timestamp = "webhook-timestamp";
    internal const string Signature = "webhook-signature";
}
