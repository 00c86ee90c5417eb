namespace Cabinet.Domain.Security;

/// <summary>What the ring's keys are for. A key serves exactly one purpose.</summary>
public static class KeyPurposes
{
    /// <summary>Sealing what is stored: payloads, results, states, journals, dead letters, history, blobs.</summary>
    public const string Content = "content";

    /// <summary>Keyed digests: addresses of blobs, hashes of unique keys.</summary>
    public const string Digest = "digest";

    /// <summary>Every purpose that a ring must have a key for.</summary>
    public static IReadOnlyList<string> All { get; } = [Content, Digest];
}
