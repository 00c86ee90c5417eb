namespace Cabinet.Application.Security.Hpke;

/// <summary>How the shared secret becomes keys: RFC 9180, section 7.2.</summary>
public enum HpkeKdf
{
    /// <summary>None: a suite that was never set, which is refused.</summary>
    None = 0,

    /// <summary>HKDF-SHA256.</summary>
    HkdfSha256 = 0x0001,

    /// <summary>HKDF-SHA512.</summary>
    HkdfSha512 = 0x0003,
}
