namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>The three parts of a token in its compact form (RFC 7515, section 7.1), decoded.</summary>
/// <param name="Header">The header's bytes.</param>
/// <param name="Claims">The claims' bytes; nothing vouches for them yet.</param>
/// <param name="Signature">The signature.</param>
/// <param name="SignedLength">How many characters from the first on are signed.</param>
internal sealed record TokenParts(byte[] Header, byte[] Claims, byte[] Signature, int SignedLength)
{
    /// <summary>Takes a token apart; null when it isn't three parts of base64url, none of them empty.</summary>
    public static TokenParts? TrySplit(string token)
    {
        var first = token.IndexOf('.', StringComparison.Ordinal);
        var last = token.LastIndexOf('.');

        // A third dot is no character of base64url.
        if (first <= 0 || last <= first + 1 || last == token.Length - 1)
        {
            return null;
        }

        var header = StrictBase64Url.TryDecode(token.AsSpan(0, first));
        var claims = StrictBase64Url.TryDecode(token.AsSpan(first + 1, last - first - 1));
        var signature = StrictBase64Url.TryDecode(token.AsSpan(last + 1));
        return header is null || claims is null || signature is null ? null : new TokenParts(header, claims, signature, last);
    }
}
