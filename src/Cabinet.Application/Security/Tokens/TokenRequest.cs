namespace Cabinet.Application.Security.Tokens;

/// <summary>What a token is to say.</summary>
public sealed record TokenRequest
{
    /// <summary>The shortest lifetime: one second.</summary>
    public static readonly TimeSpan ShortestLifetime = TimeSpan.FromSeconds(1);

    /// <summary>The longest lifetime: 24 hours.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// What kind of token it is (<c>typ</c>), so that one for another use is never taken for it (RFC 8725, section 3.11). The
    /// default is <c>at+jwt</c> (RFC 9068).
    /// </summary>
    public string Type { get; init; } = "at+jwt";

    /// <summary>Who issues it (<c>iss</c>): 1 to <see cref="TokenLimits.MaximumText"/> printable ASCII characters.</summary>
    public required string Issuer { get; init; }

    /// <summary>Whom it is about (<c>sub</c>): as <see cref="Issuer"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>The one for whom it is (<c>aud</c>): as <see cref="Issuer"/>.</summary>
    public required string Audience { get; init; }

    /// <summary>
    /// For how long: <see cref="ShortestLifetime"/> to <see cref="LongestLifetime"/>, in whole seconds. The default is 5
    /// minutes.
    /// </summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// What it is asked for (<c>scope</c>, RFC 8693, section 4.2): names of printable ASCII without spaces, quotes and
    /// backslashes; together, with a space between two, at most <see cref="TokenLimits.MaximumText"/> characters. The
    /// default is none.
    /// </summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
}
