using Cabinet.Application.Security.Signatures;

namespace Cabinet.Application.Security.Tokens;

/// <summary>Issues JSON Web Tokens (RFC 7519) that are signed with EdDSA (RFC 8037) or ES256 (RFC 7518).</summary>
/// <remarks>
/// Each token has an id of 128 random bits, and states when it was issued and when it ends. Safe for any number of threads.
/// </remarks>
public interface ITokenIssuer
{
    /// <summary>Issues a token.</summary>
    /// <param name="request">What it says.</param>
    /// <param name="keyId">The id under which its verifiers know the key (<c>kid</c>): 1 to 256 printable ASCII characters.</param>
    /// <param name="key">The key, Ed25519 or P-256; its algorithm is the token's.</param>
    /// <exception cref="ArgumentException">A value is outside its range, or the key is a shared one; the message says what is allowed.</exception>
    /// <exception cref="KeyRingException">The key was the ring's, and another took its place: ask for the active one anew.</exception>
    IssuedToken Issue(TokenRequest request, string keyId, ISigningKey key);
}
