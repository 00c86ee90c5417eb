using Cabinet.Application.Security.Signatures;

namespace Cabinet.Application.Security.Tokens;

/// <summary>What a token has to be. Every comparison is exact: no other case, no prefix.</summary>
public sealed record TokenPolicy
{
    /// <summary>The most that clocks may be thought to differ: 5 minutes.</summary>
    public static readonly TimeSpan MaximumSkew = TimeSpan.FromMinutes(5);

    /// <summary>The kind (<c>typ</c>). The default is <c>at+jwt</c>.</summary>
    public string Type { get; init; } = "at+jwt";

    /// <summary>The issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>The audience: the verifier itself. A token that is for others too isn't taken.</summary>
    public required string Audience { get; init; }

    /// <summary>Finds this issuer's key by its id; keys of other issuers aren't to be found here.</summary>
    public required VerificationKeyLookup Keys { get; init; }

    /// <summary>
    /// The longest lifetime that is taken, from its issue to its end:
    /// <see cref="TokenRequest.ShortestLifetime"/> to <see cref="TokenRequest.LongestLifetime"/>. The default is 1 hour.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan LongestLifetime
    {
        get;
        init => field = value >= TokenRequest.ShortestLifetime && value <= TokenRequest.LongestLifetime
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, "The longest lifetime of a token is from one second to 24 hours.");
    } = TimeSpan.FromHours(1);

    /// <summary>By how much the issuer's clock may differ: 0 to <see cref="MaximumSkew"/>. The default is 30 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan Skew
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= MaximumSkew
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The skew of clocks is from zero to 5 minutes.");
    } = TimeSpan.FromSeconds(30);
}
