using System.Text.Json;
using Cabinet.Application.Security.Tokens;

namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>The claims that are read (RFC 7519, section 4.1; scope: RFC 8693, section 4.2). Others are the caller's.</summary>
internal sealed class TokenClaims
{
    // The end of the year 9999.
    private const long LatestSecond = 253_402_300_799;

    private bool isMalformed;

    public string? Issuer { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>The one audience; null when there is none. Several are no audience that anybody may take for its own.</summary>
    public string? Audience { get; private set; }

    public bool HasSeveralAudiences { get; private set; }

    public string? Id { get; private set; }

    public DateTimeOffset? IssuedAt { get; private set; }

    public DateTimeOffset? NotBefore { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>Reads claims; null when they aren't an object, or one of them has the wrong form.</summary>
    public static TokenClaims? TryRead(ReadOnlyMemory<byte> utf8)
    {
        using var document = StrictJson.TryRead(utf8);
        if (document is null)
        {
            return null;
        }

        var claims = new TokenClaims();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            claims.Read(member.Name, member.Value);
        }

        return claims.isMalformed ? null : claims;
    }

    private void Read(string name, JsonElement value)
    {
        switch (name)
        {
            case "iss":
                Issuer = Text(value, TokenLimits.MaximumText);
                break;
            case "sub":
                Subject = Text(value, TokenLimits.MaximumText);
                break;
            case "aud":
                ReadAudience(value);
                break;
            case "jti":
                Id = Text(value, TokenLimits.MaximumId);
                break;
            case "iat":
                IssuedAt = Time(value);
                break;
            case "nbf":
                NotBefore = Time(value);
                break;
            case "exp":
                ExpiresAt = Time(value);
                break;
            case "scope":
                Scopes = Text(value, TokenLimits.MaximumText)?.Split(' ') ?? [];
                isMalformed |= Scopes.Any(scope => !ScopeNames.IsValid(scope));
                break;
            default:
                break;
        }
    }

    private void ReadAudience(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Audience = Text(value, TokenLimits.MaximumText);
            return;
        }

        HasSeveralAudiences = value.GetArrayLength() != 1;
        foreach (var each in value.EnumerateArray())
        {
            Audience = Text(each, TokenLimits.MaximumText);
        }
    }

    private string? Text(JsonElement value, int longest)
    {
        var text = StrictJson.TryReadText(value, longest);
        isMalformed |= text is null;
        return text;
    }

    // Whole seconds alone: a fraction would be one more spelling of nearly the same.
    private DateTimeOffset? Time(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var second) && second is >= 0 and <= LatestSecond)
        {
            return DateTimeOffset.FromUnixTimeSeconds(second);
        }

        isMalformed = true;
        return null;
    }
}
