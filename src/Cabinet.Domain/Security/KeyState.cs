namespace Cabinet.Domain.Security;

/// <summary>
/// Where a key version is in its life. The numbers are stored; 0 is no state, so that an unset one is refused.
/// </summary>
public enum KeyState
{
    /// <summary>No state: a record that carries it is refused.</summary>
    None = 0,

    /// <summary>
    /// Published so that every node learns it before anything is sealed with it; it neither seals nor opens yet.
    /// </summary>
    Pending = 1,

    /// <summary>Seals and opens. The newest active version of a purpose is the one that seals.</summary>
    Active = 2,

    /// <summary>Opens what it sealed once, and seals nothing.</summary>
    Retired = 3,

    /// <summary>Its key material is gone for good.</summary>
    Destroyed = 4,
}
