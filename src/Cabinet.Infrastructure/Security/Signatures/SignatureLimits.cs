namespace Cabinet.Infrastructure.Security.Signatures;

/// <summary>How large a signed message's parts may be (guarantee 13). What is larger is refused.</summary>
internal static class SignatureLimits
{
    /// <summary>The header fields of a message, and again its trailer fields.</summary>
    internal const int Fields = 512;

    /// <summary>The characters of Signature-Input, all lines together, and again of Signature.</summary>
    internal const int SignatureFieldLength = 16 * 1024;

    /// <summary>The signatures that one message bears.</summary>
    internal const int Labels = 8;

    /// <summary>The components that one signature covers.</summary>
    internal const int Components = 64;

    /// <summary>The characters of a key id, a nonce and a tag.</summary>
    internal const int TextLength = 256;

    /// <summary>The characters of the path and of the query.</summary>
    internal const int TargetLength = 32 * 1024;

    /// <summary>The parameters of a query of which one is covered.</summary>
    internal const int QueryParameters = 1024;

    /// <summary>The characters of a signature base, and of all lines of a field in it.</summary>
    internal const int BaseLength = 256 * 1024;

    /// <summary>The last second that created and expires may name; it lies in the year 9892.</summary>
    internal const long LastSecond = 250_000_000_000;
}
