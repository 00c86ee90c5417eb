using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Cabinet.Application.Security.Webhooks;

/// <summary>Keys of Standard Webhooks in their text form: a prefix and base64.</summary>
internal static class WebhookKeyText
{
    internal const string SecretPrefix = "whsec_";
    internal const string SecretKeyPrefix = "whsk_";
    internal const string PublicKeyPrefix = "whpk_";

    private const int LargestKey = WebhookLimits.MaxSecretBytes;
    private const int LargestText = (LargestKey + 2) / 3 * 4;

    /// <summary>Reads an HMAC secret.</summary>
    internal static bool TryReadSecret(
        SecretText text, bool isPrefixOptional, [NotNullWhen(true)] out SecretBytes? secret)
    {
        var characters = text.Expose(SecretAccess.Granted);
        var hasPrefix = characters.StartsWith(SecretPrefix, StringComparison.Ordinal);
        if (hasPrefix) characters = characters[SecretPrefix.Length..];
        secret = hasPrefix || isPrefixOptional
            ? Decode(characters, static length => length >= WebhookLimits.MinSecretBytes)
            : null;
        return secret is not null;
    }

    /// <summary>Reads a key after its prefix.</summary>
    internal static bool TryRead(
        SecretText text, string prefix, Func<int, bool> isLength, [NotNullWhen(true)] out SecretBytes? key)
    {
        var characters = text.Expose(SecretAccess.Granted);
        key = characters.StartsWith(prefix, StringComparison.Ordinal)
            ? Decode(characters[prefix.Length..], isLength)
            : null;
        return key is not null;
    }

    /// <summary>
    /// Reads the one base64 that an encoder writes for these bytes, at most 64 of them. The platform's decoder also
    /// takes spaces and loose last bits, so the result is encoded again and compared.
    /// </summary>
    private static SecretBytes? Decode(ReadOnlySpan<char> text, Func<int, bool> isLength)
    {
        Span<byte> bytes = stackalloc byte[LargestKey];
        Span<char> again = stackalloc char[LargestText];
        try
        {
            if (!Convert.TryFromBase64Chars(text, bytes, out var length) || !isLength(length)) return null;
            return Convert.TryToBase64Chars(bytes[..length], again, out var written)
                && again[..written].SequenceEqual(text)
                    ? new SecretBytes(bytes[..length])
                    : null;
        }
        finally
        {
            SecretMemory.Wipe(bytes);
            SecretMemory.Wipe(MemoryMarshal.AsBytes(again));
        }
    }
}
