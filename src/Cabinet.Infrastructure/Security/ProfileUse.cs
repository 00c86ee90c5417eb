namespace Cabinet.Infrastructure.Security;

/// <summary>What a cryptographic profile may be used for. It holds for keys that seal, whatever their state.</summary>
public enum ProfileUse
{
    /// <summary>Its keys seal and open.</summary>
    Active = 0,

    /// <summary>Its keys open; a ring in which one of them still seals isn't opened.</summary>
    AcceptOnly = 1,

    /// <summary>Its keys do nothing: what they sealed is refused as if the key weren't there.</summary>
    Forbidden = 2,
}
