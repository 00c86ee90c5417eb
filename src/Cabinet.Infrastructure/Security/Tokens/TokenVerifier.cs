using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Application.Security.Tokens;

namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>Verifies tokens: form, header, key, signature, and only then what is claimed.</summary>
internal sealed class TokenVerifier(TimeProvider time) : ITokenVerifier
{
    public async ValueTask<TokenVerification> VerifyAsync(
        string token, TokenPolicy policy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(policy);
        if (token.Length > TokenLimits.MaximumLength)
        {
            return Refuse(TokenRefusal.TooLong);
        }

        if (TokenParts.TrySplit(token) is not { } parts)
        {
            return Refuse(TokenRefusal.Malformed);
        }

        if (TokenHeader.TryRead(parts.Header, out var refusal) is not { } header)
        {
            return Refuse(refusal);
        }

        if (!string.Equals(header.Type, policy.Type, StringComparison.Ordinal))
        {
            return Refuse(TokenRefusal.WrongType);
        }

        if (await policy.Keys(header.KeyId, cancellationToken) is not { } key)
        {
            return Refuse(TokenRefusal.UnknownKey);
        }

        if (!TokenAlgorithms.Names(header.Algorithm, key.Algorithm))
        {
            return Refuse(TokenRefusal.AlgorithmMismatch);
        }

        return key.Verify(Encoding.ASCII.GetBytes(token, 0, parts.SignedLength), parts.Signature)
            ? Check(header.KeyId, key.Algorithm, parts.Claims, policy)
            : Refuse(TokenRefusal.BadSignature);
    }

    private TokenVerification Check(
        string keyId, SignatureAlgorithm algorithm, ReadOnlyMemory<byte> signed, TokenPolicy policy)
    {
        if (TokenClaims.TryRead(signed) is not { } claims)
        {
            return Refuse(TokenRefusal.MalformedClaims);
        }

        if (claims.HasSeveralAudiences)
        {
            return Refuse(TokenRefusal.WrongAudience);
        }

        if (claims is not
            {
                Issuer: { } issuer, Subject: { } subject, Audience: { } audience, Id: { } id, IssuedAt: { } issued,
                ExpiresAt: { } expires,
            })
        {
            return Refuse(TokenRefusal.MissingClaim);
        }

        if (!string.Equals(issuer, policy.Issuer, StringComparison.Ordinal))
        {
            return Refuse(TokenRefusal.WrongIssuer);
        }

        if (!string.Equals(audience, policy.Audience, StringComparison.Ordinal))
        {
            return Refuse(TokenRefusal.WrongAudience);
        }

        if (CheckTimes(issued, claims.NotBefore ?? issued, expires, policy) is { } untimely)
        {
            return Refuse(untimely);
        }

        return new TokenVerification.Verified
        {
            KeyId = keyId,
            Algorithm = algorithm,
            Issuer = issuer,
            Subject = subject,
            Id = id,
            IssuedAt = issued,
            ExpiresAt = expires,
            AcceptableUntil = expires + policy.Skew,
            Scopes = claims.Scopes,
            Claims = signed,
        };
    }

    private TokenRefusal? CheckTimes(
        DateTimeOffset issued, DateTimeOffset begins, DateTimeOffset expires, TokenPolicy policy)
    {
        var now = time.GetUtcNow();
        if (expires <= issued || expires <= begins || expires - issued > policy.LongestLifetime)
        {
            return TokenRefusal.WrongLifetime;
        }

        if (issued - now > policy.Skew || begins - now > policy.Skew)
        {
            return TokenRefusal.NotYetValid;
        }

        // On or after that time it must not be accepted (RFC 7519, section 4.1.4).
        return now - expires >= policy.Skew ? TokenRefusal.Expired : null;
    }

    private static TokenVerification.Refused Refuse(TokenRefusal reason) => new(reason);
}
