namespace Cabinet.Application.Security.Webhooks;

/// <summary>How large the parts of a webhook may be. What is larger is refused before anything is computed.</summary>
public static class WebhookLimits
{
    /// <summary>The most characters of a message's id: 256.</summary>
    public const int MaxIdLength = 256;

    /// <summary>The most bytes of a body: 16 MiB. The standard recommends to stay below 20 kB.</summary>
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>The most signatures of one message: 16, of whatever versions.</summary>
    public const int MaxSignatures = 16;

    /// <summary>The most characters of the signature header's value: 4096.</summary>
    public const int MaxSignatureHeaderLength = 4096;

    /// <summary>The most keys that one message is signed with or verified against: 8.</summary>
    public const int MaxKeys = 8;

    /// <summary>The fewest bytes of an HMAC secret: 24.</summary>
    public const int MinSecretBytes = 24;

    /// <summary>The most bytes of an HMAC secret: 64.</summary>
    public const int MaxSecretBytes = 64;
}
