using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>The inside of a display string: UTF-8, with all but printable ASCII as lower-case <c>%xx</c>.</summary>
internal static class DisplayText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    internal static bool TryDecode(ReadOnlySpan<char> encoded, [NotNullWhen(true)] out string? value)
    {
        value = null;
        var bytes = new byte[encoded.Length];
        var count = 0;
        for (var place = 0; place < encoded.Length; place++)
        {
            if (encoded[place] == '%')
            {
                if (!TryReadByte(encoded[place..], out bytes[count]))
                {
                    return false;
                }

                place += 2;
            }
            else if (FieldCharacters.IsPrintable(encoded[place]))
            {
                bytes[count] = (byte)encoded[place];
            }
            else
            {
                return false;
            }

            count++;
        }

        return TryDecodeUtf8(bytes.AsSpan(0, count), out value);
    }

    /// <exception cref="ArgumentException">The value has an unpaired surrogate.</exception>
    internal static string Encode(string value)
    {
        var encoded = new StringBuilder(value.Length);
        foreach (var each in Strict.GetBytes(value))
        {
            if (FieldCharacters.IsPrintable((char)each) && each is not ((byte)'%' or (byte)'"'))
            {
                encoded.Append((char)each);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{each:x2}");
            }
        }

        return encoded.ToString();
    }

    /// <summary>Decodes bytes that must be valid UTF-8.</summary>
    internal static bool TryDecodeUtf8(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? value)
    {
        value = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        return value is not null;
    }

    private static bool TryReadByte(ReadOnlySpan<char> escape, out byte value)
    {
        value = 0;
        if (escape.Length < 3 || !IsLowerHex(escape[1]) || !IsLowerHex(escape[2]))
        {
            return false;
        }

        value = byte.Parse(escape.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return true;
    }

    private static bool IsLowerHex(char each) => char.IsAsciiHexDigitLower(each);
}
