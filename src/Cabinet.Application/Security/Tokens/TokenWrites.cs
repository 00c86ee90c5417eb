using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Application.Security.Tokens;

/// <summary>What stands in a write set for a token that was verified.</summary>
public static class TokenWrites
{
    /// <summary>
    /// Takes a token once: of all write sets that hold it, at most one commits (guarantee 6). It is remembered for as long as
    /// the same token could be accepted again.
    /// </summary>
    /// <param name="token">The token, as it was verified.</param>
    public static ConsumeNonce ConsumeOnce(TokenVerification.Verified token)
    {
        ArgumentNullException.ThrowIfNull(token);

        // The issuer's length in front: no other issuer and id make the same text.
        return new ConsumeNonce(Scope, $"{token.Issuer.Length}:{token.Issuer}:{token.Id}", token.AcceptableUntil);
    }

    private const string Scope = "token";
}
