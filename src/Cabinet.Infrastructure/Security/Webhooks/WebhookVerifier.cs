using System.Globalization;
using Cabinet.Application.Security.Webhooks;

namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>Standard Webhooks 1.0.0, the receiver's side.</summary>
internal sealed class WebhookVerifier : IWebhookVerifier
{
    /// <summary>Seconds until the end of the year 9999 have twelve digits.</summary>
    private const int LongestTimestamp = 12;

    private readonly TimeProvider time;
    private readonly TimeSpan tolerance;

    /// <param name="time">The clock that timestamps are compared with.</param>
    /// <param name="tolerance">
    /// How far they may lie on either side of it, the edge included; at most
    /// <see cref="WebhookOptions.MaxTolerance"/>.
    /// </param>
    internal WebhookVerifier(TimeProvider time, TimeSpan tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(tolerance, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tolerance, WebhookOptions.MaxTolerance);
        this.time = time;
        this.tolerance = tolerance;
    }

    public WebhookVerification Verify(
        IReadOnlyList<KeyValuePair<string, string>> headers,
        ReadOnlySpan<byte> body,
        IReadOnlyList<WebhookVerificationKey> keys)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count is 0 or > WebhookLimits.MaxKeys)
        {
            throw new ArgumentException(
                $"A webhook is verified against 1 to {WebhookLimits.MaxKeys} keys, not {keys.Count}.", nameof(keys));
        }

        if (body.Length > WebhookLimits.MaxBodyBytes) return Refuse(WebhookRefusal.BodyTooLarge);
        if (!WebhookHeaders.TryRead(headers, out var lines, out var refusal)) return Refuse(refusal);
        if (!WebhookId.IsValid(lines.Id)) return Refuse(WebhookRefusal.MalformedId);
        if (!TryReadTimestamp(lines.Timestamp, out var timestamp)) return Refuse(WebhookRefusal.MalformedTimestamp);
        if (CheckTime(timestamp) is { } untimely) return Refuse(untimely);
        if (!SignatureList.TryRead(lines.Signature, out var signatures, out refusal)) return Refuse(refusal);

        using var content = new WebhookContent(lines.Id, lines.Timestamp, body);
        foreach (var key in keys)
        {
            if (!WebhookSignatures.Verify(key, content.Bytes, signatures)) continue;
            return new WebhookVerification.Verified(lines.Id, timestamp, key.Name);
        }

        return Refuse(WebhookRefusal.NoMatch);
    }

    private WebhookRefusal? CheckTime(DateTimeOffset timestamp)
    {
        var age = this.time.GetUtcNow() - timestamp;
        if (age > this.tolerance) return WebhookRefusal.TooOld;
        return age < -this.tolerance ? WebhookRefusal.TooNew : null;
    }

    /// <summary>Decimal digits alone: no sign, no leading zero, no space, so that each time has one text.</summary>
    private static bool TryReadTimestamp(string text, out DateTimeOffset timestamp)
    {
        timestamp = default;
        if (text.Length is 0 or > LongestTimestamp) return false;
        if (text.AsSpan().ContainsAnyExceptInRange('0', '9')) return false;
        if (text[0] == '0' && text.Length > 1) return false;
        var seconds = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        if (seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) return false;
        timestamp = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static WebhookVerification.Refused Refuse(WebhookRefusal reason) => new(reason);
}
