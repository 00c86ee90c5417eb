using Cabinet.Application.Security.Webhooks;

namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>The three headers of a message, each of which came exactly once.</summary>
internal readonly record struct WebhookHeaders(string Id, string Timestamp, string Signature)
{
    /// <summary>Finds the three among all headers. One that came twice is refused, also with the same value.</summary>
    internal static bool TryRead(
        IReadOnlyList<KeyValuePair<string, string>> headers, out WebhookHeaders lines, out WebhookRefusal refusal)
    {
        lines = default;
        var id = Find(headers, WebhookHeaderNames.Id, out var ids);
        var timestamp = Find(headers, WebhookHeaderNames.Timestamp, out var timestamps);
        var signature = Find(headers, WebhookHeaderNames.Signature, out var signatures);
        refusal = ids > 1 || timestamps > 1 || signatures > 1
            ? WebhookRefusal.DuplicateHeader
            : WebhookRefusal.MissingHeader;
        if (ids != 1 || timestamps != 1 || signatures != 1) return false;
        lines = new WebhookHeaders(id, timestamp, signature);
        return true;
    }

    private static string Find(IReadOnlyList<KeyValuePair<string, string>> headers, string name, out int count)
    {
        var value = "";
        count = 0;
        foreach (var header in headers)
        {
            if (!string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)) continue;
            value = header.Value ?? "";
            count++;
        }

        return value;
    }
}
