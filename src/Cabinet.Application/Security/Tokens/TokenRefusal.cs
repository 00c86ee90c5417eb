namespace Cabinet.Application.Security.Tokens;

/// <summary>Why a token was refused: for the audit, never for whoever sent it.</summary>
public enum TokenRefusal
{
    /// <summary>A reason that was never set.</summary>
    None = 0,

    /// <summary>It is longer than <see cref="TokenLimits.MaximumLength"/>.</summary>
    TooLong = 1,

    /// <summary>It isn't three parts of strict base64url, or its header isn't a strict JSON object.</summary>
    Malformed = 2,

    /// <summary>The header has more than <c>alg</c>, <c>kid</c> and <c>typ</c>: a key, a place to get one, an extension.</summary>
    UnknownHeader = 3,

    /// <summary>The header lacks <c>alg</c>, <c>kid</c> or <c>typ</c>.</summary>
    MissingHeader = 4,

    /// <summary>It is a token of another kind.</summary>
    WrongType = 5,

    /// <summary>There is no key of this id.</summary>
    UnknownKey = 6,

    /// <summary>The stated algorithm isn't the key's, or is none that tokens may have.</summary>
    AlgorithmMismatch = 7,

    /// <summary>The signature is of the wrong length, or not of this token under this key.</summary>
    BadSignature = 8,

    /// <summary>The claims aren't a strict JSON object, or one of those that are read has the wrong form.</summary>
    MalformedClaims = 9,

    /// <summary>A claim is missing: issuer, subject, audience, id, issue or end.</summary>
    MissingClaim = 10,

    /// <summary>Somebody else issued it.</summary>
    WrongIssuer = 11,

    /// <summary>It is for somebody else, or for others too.</summary>
    WrongAudience = 12,

    /// <summary>It was issued, or begins, in the future.</summary>
    NotYetValid = 13,

    /// <summary>It has ended.</summary>
    Expired = 14,

    /// <summary>It lives for longer than is taken, or ends before it begins.</summary>
    WrongLifetime = 15,
}
