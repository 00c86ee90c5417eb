namespace Cabinet.Application.Security;

/// <summary>
/// The JSON Canonicalization Scheme, RFC 8785: one byte sequence for all the ways to write the same JSON value, so that
/// JSON that is regenerated (and not kept as it was received) can be hashed and signed.
/// </summary>
/// <remarks>
/// <para>
/// What two parsers could read differently is refused, not repaired: members of the same name (also where they are the
/// same only after unescaping), lone surrogates, invalid UTF-8, a byte order mark, anything after the value.
/// </para>
/// <para>
/// Numbers are IEEE 754 doubles, as RFC 8785 takes them from I-JSON (RFC 7493): digits beyond a double's precision are
/// rounded to the nearest double, and what is too large for a double is refused. A number that must keep more digits
/// travels as a string.
/// </para>
/// <para>Never throws on what the bytes hold. Safe for any number of threads.</para>
/// </remarks>
public interface ICanonicalJson
{
    /// <summary>Gives the canonical form of one JSON value.</summary>
    /// <param name="json">
    /// UTF-8, at most <see cref="CanonicalJsonLimits.MaxBytes"/> bytes, nested at most
    /// <see cref="CanonicalJsonLimits.MaxDepth"/> deep.
    /// </param>
    /// <returns>The canonical bytes, or why there are none.</returns>
    CanonicalJsonResult Canonicalize(ReadOnlySpan<byte> json);
}
