namespace Cabinet.Application.Security.Signatures;

/// <summary>The parameters of a signature (RFC 9421, section 2.3). Any other is refused as unknown.</summary>
[Flags]
public enum SignatureParameters
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>When it was signed (<c>created</c>).</summary>
    Created = 1,

    /// <summary>Until when it holds (<c>expires</c>).</summary>
    Expires = 2,

    /// <summary>The value that is used once (<c>nonce</c>).</summary>
    Nonce = 4,

    /// <summary>The key's name (<c>keyid</c>).</summary>
    KeyId = 8,

    /// <summary>The algorithm that the signer states (<c>alg</c>).</summary>
    Algorithm = 16,

    /// <summary>The application that it is for (<c>tag</c>).</summary>
    Tag = 32,
}
