namespace Cabinet.Application.Security.Tokens;

/// <summary>How large a token and its parts may be. What is larger is refused before anything is computed.</summary>
public static class TokenLimits
{
    /// <summary>The most characters of a token: 8,192.</summary>
    public const int MaximumLength = 8_192;

    /// <summary>The most characters of issuer, subject, audience and scopes, each: 256.</summary>
    public const int MaximumText = 256;

    /// <summary>The most characters of a token's id: 128.</summary>
    public const int MaximumId = 128;

    /// <summary>How deep the claims may be nested: 8.</summary>
    public const int MaximumDepth = 8;
}
