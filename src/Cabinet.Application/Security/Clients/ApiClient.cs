using System.Globalization;
using Cabinet.Application.Policies;

namespace Cabinet.Application.Security.Clients;

/// <summary>Who may call the HTTP boundary: a name, what it may do, and the keys it signs with.</summary>
public sealed record ApiClient
{
    /// <summary>The longest name, in characters. It leaves room beside it in an idempotency key.</summary>
    public const int MaximumName = 60;

    /// <summary>The most keys, revoked ones included.</summary>
    public const int MaximumKeys = 100;

    /// <summary>Its name: see <see cref="Domain.Names.NameRules"/>; at most <see cref="MaximumName"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>How much it is trusted.</summary>
    public required CallerRole Role { get; init; }

    /// <summary>What it is for: some of <see cref="ApiScopes"/>, sorted, each once.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Its keys by number.</summary>
    public required IReadOnlyList<ApiClientKey> Keys { get; init; }

    /// <summary>When it was registered (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was revoked (UTC), or null. Revoked is for good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The <c>keyid</c> that signatures under a key state: the client's name, a slash, the key's number.</summary>
    public string KeyId(ApiClientKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return string.Create(CultureInfo.InvariantCulture, $"{Name}/{key.Number}");
    }

    /// <summary>The key of exactly this id, if signatures under it count now; null otherwise.</summary>
    public ApiClientKey? FindKey(string keyId, DateTimeOffset now) => RevokedAt is null
        ? Keys.FirstOrDefault(key => string.Equals(KeyId(key), keyId, StringComparison.Ordinal) && key.CountsAt(now))
        : null;
}
