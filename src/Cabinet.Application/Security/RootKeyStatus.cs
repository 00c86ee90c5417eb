namespace Cabinet.Application.Security;

/// <summary>The root keys that are at hand on this machine.</summary>
/// <param name="Current">What this process takes for its root key.</param>
/// <param name="Next">What a replacement wraps the ring under; null when none is prepared.</param>
/// <param name="Old">Replaced ones whose files are kept.</param>
public sealed record RootKeyStatus(RootKeyName Current, RootKeyName? Next, IReadOnlyList<RootKeyName> Old);
