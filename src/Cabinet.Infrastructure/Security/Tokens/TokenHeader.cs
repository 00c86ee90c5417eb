using Cabinet.Application.Security.Tokens;

namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>A token's header: three members and no other (RFC 7515, section 4).</summary>
/// <param name="Algorithm">The stated algorithm, which decides nothing.</param>
/// <param name="KeyId">The stated key.</param>
/// <param name="Type">The stated kind.</param>
internal sealed record TokenHeader(string Algorithm, string KeyId, string Type)
{
    private const int LongestKeyId = 256;

    /// <summary>Reads a header.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="refusal">Why it was refused, if it was.</param>
    public static TokenHeader? TryRead(ReadOnlyMemory<byte> utf8, out TokenRefusal refusal)
    {
        refusal = TokenRefusal.Malformed;
        using var document = StrictJson.TryRead(utf8);
        if (document is null)
        {
            return null;
        }

        string? algorithm = null, keyId = null, type = null;
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var text = StrictJson.TryReadText(member.Value, LongestKeyId);
            switch (member.Name)
            {
                case "alg":
                    algorithm = text;
                    break;
                case "kid":
                    keyId = text;
                    break;
                case "typ":
                    type = text;
                    break;
                default:
                    // Keys that the token brings along (jwk, x5c), places to get one (jku, x5u), extensions (crit, b64, zip).
                    refusal = TokenRefusal.UnknownHeader;
                    return null;
            }

            if (text is null)
            {
                return null;
            }
        }

        refusal = TokenRefusal.MissingHeader;
        return algorithm is null || keyId is null || type is null ? null : new TokenHeader(algorithm, keyId, type);
    }
}
