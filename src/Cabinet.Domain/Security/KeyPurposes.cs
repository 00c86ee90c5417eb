namespace Cabinet.Domain.Security;

/// <summary>What the ring's keys are for. A key serves exactly one purpose, and the purpose decides its kind.</summary>
public static class KeyPurposes
{
    /// <summary>Sealing what is stored: payloads, results, states, journals, dead letters, history, blobs.</summary>
    public const string Content = "content";

    /// <summary>Keyed digests: addresses of blobs, hashes of unique keys and nonces.</summary>
    public const string Digest = "digest";

    /// <summary>Signing the checkpoints of the audit log.</summary>
    public const string AuditCheckpoint = "audit-checkpoint";

    /// <summary>Signing outgoing HTTP messages (RFC 9421).</summary>
    public const string HttpSignature = "http-signature";

    /// <summary>Signing webhooks (Standard Webhooks, v1a).</summary>
    public const string Webhook = "webhook";

    /// <summary>Signing tokens (RFC 7519).</summary>
    public const string Token = "token";

    /// <summary>Receiving what others seal to this installation (HPKE, RFC 9180).</summary>
    public const string Exchange = "exchange";

    /// <summary>Every purpose that a ring must have a key for; the first start makes them.</summary>
    public static IReadOnlyList<string> Required { get; } = [Content, Digest, AuditCheckpoint];

    /// <summary>Every purpose there is; the ones that aren't required get a key when an operator makes one.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Content, Digest, AuditCheckpoint, HttpSignature, Webhook, Token, Exchange];

    /// <summary>What keys of this purpose do; <see cref="KeyKind.None"/> for a purpose that isn't known.</summary>
    public static KeyKind KindOf(string? purpose) => purpose switch
    {
        Content => KeyKind.Sealing,
        Digest => KeyKind.Digest,
        AuditCheckpoint or HttpSignature or Webhook or Token => KeyKind.Signing,
        Exchange => KeyKind.Exchange,
        _ => KeyKind.None,
    };
}
