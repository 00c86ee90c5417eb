namespace Cabinet.Domain.Security;

/// <summary>What a key does. It follows from the key's purpose, and the profile says with which algorithm.</summary>
public enum KeyKind
{
    /// <summary>No kind: a purpose that isn't known.</summary>
    None = 0,

    /// <summary>Seals and opens (authenticated encryption).</summary>
    Sealing = 1,

    /// <summary>Computes keyed digests.</summary>
    Digest = 2,

    /// <summary>Signs; its public half verifies.</summary>
    Signing = 3,

    /// <summary>Agrees on keys (HPKE); its public half is what others seal to.</summary>
    Exchange = 4,
}
