namespace Cabinet.Domain.Security;

/// <summary>Which version of a ring does what: pure rules, the same on every node.</summary>
public static class KeyRingRules
{
    /// <summary>Whether a version in this state may seal, sign or digest.</summary>
    public static bool MaySeal(KeyState state) => state == KeyState.Active;

    /// <summary>
    /// Whether a version in this state may open or verify. A pending one may not: every node learns of a version before
    /// it is activated, so what names one that is pending here was sealed by a node that knows more; whoever meets it
    /// loads the ring again, and refuses if it is still pending then.
    /// </summary>
    public static bool MayOpen(KeyState state) => state is KeyState.Active or KeyState.Retired;

    /// <summary>Whether a version in this state still has its key material.</summary>
    public static bool HasMaterial(KeyState state) => state is KeyState.Pending or KeyState.Active or KeyState.Retired;

    /// <summary>
    /// Whether a version may move from one state to another: pending to active, active to retired, retired to destroyed,
    /// and pending to destroyed when it was never used. There is no way back.
    /// </summary>
    public static bool MayMove(KeyState from, KeyState to) => (from, to) switch
    {
        (KeyState.Pending, KeyState.Active or KeyState.Destroyed) => true,
        (KeyState.Active, KeyState.Retired) => true,
        (KeyState.Retired, KeyState.Destroyed) => true,
        _ => false,
    };

    /// <summary>
    /// The version that seals for a purpose and tenant: the newest active one, or null when there is none. Among equals
    /// the smallest key id wins, so that all nodes choose alike.
    /// </summary>
    public static KeyVersionRecord? SelectSealing(
        IEnumerable<KeyVersionRecord> records, string purpose, string tenant = "")
    {
        ArgumentNullException.ThrowIfNull(records);
        return records
            .Where(record => record.Purpose == purpose && record.Tenant == tenant && MaySeal(record.State))
            .OrderByDescending(record => record.Version)
            .ThenBy(record => record.KeyId.Value)
            .FirstOrDefault();
    }
}
