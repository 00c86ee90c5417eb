namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>One entry of a signature header.</summary>
/// <param name="Version">What stands before the first comma.</param>
/// <param name="Value">What stands after it; base64 in the versions that are known.</param>
internal readonly record struct WebhookSignature(string Version, string Value);
