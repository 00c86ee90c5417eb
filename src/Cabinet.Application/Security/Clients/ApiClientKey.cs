namespace Cabinet.Application.Security.Clients;

/// <summary>A public key of a client, and when signatures under it count.</summary>
public sealed record ApiClientKey
{
    /// <summary>Its number: 1 and up, never used twice for a client.</summary>
    public required int Number { get; init; }

    /// <summary>The Ed25519 public key: 32 bytes in base64.</summary>
    public required string PublicKey { get; init; }

    /// <summary>When it was added (UTC).</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>From when on it counts (UTC), inclusive.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Until when it counts (UTC), exclusive; null until it is revoked.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>When it was revoked (UTC), or null. Revoked is for good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether signatures under it count at a time.</summary>
    public bool CountsAt(DateTimeOffset now) =>
        RevokedAt is null && now >= ValidFrom && (ValidUntil is not { } end || now < end);
}
