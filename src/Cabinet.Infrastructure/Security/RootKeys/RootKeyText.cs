using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>A root key as text: 32 bytes in strict base64, 44 characters, then at most one line feed.</summary>
internal static class RootKeyText
{
    internal const int LargestSize = EncodedSize + 1;

    private const int EncodedSize = 44;

    internal static RootKey? TryParse(string text, string source)
    {
        if (text.Length > LargestSize || !Ascii.IsValid(text))
        {
            return null;
        }

        Span<byte> encoded = stackalloc byte[LargestSize];
        try
        {
            return TryParse(encoded[..Encoding.ASCII.GetBytes(text, encoded)], source);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(encoded);
        }
    }

    internal static RootKey? TryParse(ReadOnlySpan<byte> encoded, string source)
    {
        if (encoded is [.., (byte)'\n'])
        {
            encoded = encoded[..^1];
        }

        // The decoder skips white space, which would let two texts be one key.
        if (encoded.Length != EncodedSize || encoded.ContainsAny(" \t\r\n"u8))
        {
            return null;
        }

        Span<byte> key = stackalloc byte[RootKey.Size + 1];
        try
        {
            var status = Base64.DecodeFromUtf8(encoded, key, out _, out var written);
            return status == OperationStatus.Done && written == RootKey.Size
                ? new RootKey(key[..RootKey.Size], source)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Writes the key as text with a line feed at its end.</summary>
    internal static void Write(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        Base64.EncodeToUtf8(key, destination, out _, out var written);
        destination[written] = (byte)'\n';
    }
}
