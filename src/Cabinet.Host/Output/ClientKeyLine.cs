namespace Cabinet.Host.Output;

/// <summary>A client's key as commands print it.</summary>
internal sealed record ClientKeyLine(
    string KeyId,
    string PublicKey,
    DateTimeOffset AddedAt,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidUntil,
    DateTimeOffset? RevokedAt);
