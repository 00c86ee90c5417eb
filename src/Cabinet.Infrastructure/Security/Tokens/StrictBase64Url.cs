using System.Buffers;
using System.Buffers.Text;

namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>
/// Base64url without padding (RFC 7515, section 2) such that each byte string has one text: no space, no padding, and no bits
/// behind the last byte.
/// </summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The bytes of a text; null when it isn't the one text of any bytes.</summary>
    public static byte[]? TryDecode(ReadOnlySpan<char> text)
    {
        // The decoder passes over spaces and padding, and refuses stray bits.
        if (text.ContainsAnyExcept(Alphabet))
        {
            return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }
}
