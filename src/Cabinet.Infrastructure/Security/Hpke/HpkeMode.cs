namespace Cabinet.Infrastructure.Security.Hpke;

/// <summary>What a recipient learns about the sender (RFC 9180, table 1). The numbers go into the keys.</summary>
internal enum HpkeMode
{
    /// <summary>Nothing.</summary>
    Base = 0,

    /// <summary>That it has the pre-shared key.</summary>
    PreSharedKey = 1,

    /// <summary>That it has the sender's private key.</summary>
    Authenticated = 2,

    /// <summary>Both.</summary>
    AuthenticatedPreSharedKey = 3,
}
