namespace Cabinet.Application.Security.Hpke;

/// <summary>How a recipient's public key gives both sides a shared secret: RFC 9180, section 7.1.</summary>
public enum HpkeKem
{
    /// <summary>None: a suite that was never set, which is refused.</summary>
    None = 0,

    /// <summary>DHKEM(P-256, HKDF-SHA256): public keys are uncompressed points of 65 bytes.</summary>
    P256HkdfSha256 = 0x0010,

    /// <summary>DHKEM(X25519, HKDF-SHA256): public keys have 32 bytes.</summary>
    X25519HkdfSha256 = 0x0020,
}
