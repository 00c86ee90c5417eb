namespace Cabinet.Application.Security.Signatures;

/// <summary>The digests of content that are computed and accepted (RFC 9530). The broken ones don't count.</summary>
[Flags]
public enum DigestAlgorithms
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>SHA-256, <c>sha-256</c>.</summary>
    Sha256 = 1,

    /// <summary>SHA-512, <c>sha-512</c>.</summary>
    Sha512 = 2,
}
