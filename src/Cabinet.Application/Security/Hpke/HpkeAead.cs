namespace Cabinet.Application.Security.Hpke;

/// <summary>What encrypts the messages: RFC 9180, section 7.3.</summary>
public enum HpkeAead
{
    /// <summary>None: a suite that was never set, which is refused.</summary>
    None = 0,

    /// <summary>AES-128-GCM.</summary>
    Aes128Gcm = 0x0001,

    /// <summary>AES-256-GCM.</summary>
    Aes256Gcm = 0x0002,

    /// <summary>ChaCha20-Poly1305.</summary>
    ChaCha20Poly1305 = 0x0003,

    /// <summary>Nothing is encrypted: contexts only export secrets.</summary>
    ExportOnly = 0xFFFF,
}
