namespace Cabinet.Domain.Security;

/// <summary>Which version of a ring does what: pure rules, the same on every node.</summary>
public static class KeyRingRules
{
    /// <summary>Whether a version in this state may seal.</summary>
    public static bool MaySeal(KeyState state) => state == KeyState.Active;

    /// <summary>
    /// Whether a version in this state may open. A pending one may: a node that learned of its activation earlier may
    /// have sealed with it already.
    /// </summary>
    public static bool MayOpen(KeyState state) => state is KeyState.Pending or KeyState.Active or KeyState.Retired;

    /// <summary>
    /// The version that seals for a purpose: the newest active one, or null when there is none. Among equals the
    /// smallest key id wins, so that all nodes choose alike.
    /// </summary>
    public static KeyVersionRecord? SelectSealing(IEnumerable<KeyVersionRecord> records, string purpose)
    {
        ArgumentNullException.ThrowIfNull(records);
        return records
            .Where(record => record.Purpose == purpose && MaySeal(record.State))
            .OrderByDescending(record => record.Version)
            .ThenBy(record => record.KeyId.Value)
            .FirstOrDefault();
    }
}
