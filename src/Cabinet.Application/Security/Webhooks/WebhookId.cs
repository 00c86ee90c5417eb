namespace Cabinet.Application.Security.Webhooks;

/// <summary>What a webhook's id may be.</summary>
public static class WebhookId
{
    /// <summary>
    /// Whether it is 1 to <see cref="WebhookLimits.MaxIdLength"/> visible ASCII characters without a full stop: with
    /// one, the same signed bytes would belong to two messages.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> id) =>
        id.Length is > 0 and <= WebhookLimits.MaxIdLength
        && !id.ContainsAnyExceptInRange('!', '~')
        && !id.Contains('.');
}
