namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>What an envelope holds: it separates the keys that are derived for it.</summary>
internal enum EnvelopeUse
{
    /// <summary>Stored content, under a version of a key of the ring.</summary>
    Content,

    /// <summary>The secret of such a version, under the root key.</summary>
    KeyWrap,

    /// <summary>Stored content, under a data key.</summary>
    DataKey,
}
