using Cabinet.Application.Security.Clients;

namespace Cabinet.Host.Output;

/// <summary>A client of the HTTP boundary as commands print it.</summary>
internal sealed record ClientLine(
    string Name,
    string Role,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt,
    IReadOnlyList<ClientKeyLine> Keys)
{
    /// <summary>Shows a client.</summary>
    public static ClientLine From(ApiClient client) => new(
        client.Name,
        Names.Of(client.Role),
        client.Scopes,
        client.CreatedAt,
        client.RevokedAt,
        [
            .. client.Keys.Select(key => new ClientKeyLine(
                client.KeyId(key), key.PublicKey, key.AddedAt, key.ValidFrom, key.ValidUntil, key.RevokedAt)),
        ]);
}
