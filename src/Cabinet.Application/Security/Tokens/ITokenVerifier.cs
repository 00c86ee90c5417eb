namespace Cabinet.Application.Security.Tokens;

/// <summary>Verifies JSON Web Tokens, strictly (RFC 7519 with the best practices of RFC 8725).</summary>
/// <remarks>
/// Guarantees of every implementation:
/// <list type="bullet">
/// <item>The algorithm is the key's, and the key is the one of exactly the stated id. A header that brings a key along, names a
/// place to get one, or asks for an extension is refused: it holds <c>alg</c>, <c>kid</c> and <c>typ</c> and nothing
/// else.</item>
/// <item>No claim is read before the signature verified.</item>
/// <item>Whatever the text holds, the answer is a result; only a key lookup that fails throws, with what it threw.</item>
/// <item>Each token has one text: base64url without padding or stray bits, JSON without repeated names.</item>
/// <item>Safe for any number of threads.</item>
/// </list>
/// Nothing here remembers tokens. Whoever may take one only once puts <see cref="TokenWrites.ConsumeOnce"/> into the commit
/// of what it does.
/// </remarks>
public interface ITokenVerifier
{
    /// <summary>Verifies a token.</summary>
    /// <param name="token">The text as it was received, without a scheme in front.</param>
    /// <param name="policy">What it has to be.</param>
    /// <param name="cancellationToken">Ends the key lookup.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled while the key was looked up.</exception>
    ValueTask<TokenVerification> VerifyAsync(
        string token, TokenPolicy policy, CancellationToken cancellationToken = default);
}
