using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Cabinet.Infrastructure.Security.CanonicalJson;

/// <summary>Takes JSON's escapes away and puts back those few that RFC 8785, 3.2.2.2, keeps.</summary>
internal static class StringEscapes
{
    /// <summary>What is escaped in the canonical form; everything else stands as it is.</summary>
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Select(value => (char)value)) + "\"\\");

    /// <summary>Reads a string's content into UTF-16; surrogates may still lack their other half.</summary>
    /// <param name="content">Valid UTF-8 between the quotes.</param>
    /// <param name="destination">As long as the content at least.</param>
    /// <param name="length">The characters written.</param>
    /// <returns>False at an escape that JSON doesn't have.</returns>
    internal static bool TryUnescape(ReadOnlySpan<byte> content, Span<char> destination, out int length)
    {
        length = 0;
        while (true)
        {
            var plain = content.IndexOf((byte)'\\');
            if (plain < 0) plain = content.Length;
            length += Encoding.UTF8.GetChars(content[..plain], destination[length..]);
            content = content[plain..];
            if (content.IsEmpty) return true;
            if (!TryReadEscape(content, out var character, out var used)) return false;
            destination[length++] = character;
            content = content[used..];
        }
    }

    /// <summary>Whether each surrogate stands in a pair.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index])) continue;
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1])) return false;
            index++;
        }

        return true;
    }

    /// <summary>Writes the text with quotes, in UTF-8.</summary>
    internal static void Write(ReadOnlySpan<char> text, CanonicalOutput output)
    {
        output.Append((byte)'"');
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0) plain = text.Length;
            WritePlain(text[..plain], output);
            if (plain == text.Length) break;
            WriteEscaped(text[plain], output);
            text = text[(plain + 1)..];
        }

        output.Append((byte)'"');
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> escape, out char character, out int used)
    {
        used = 2;
        character = (char)escape[1];
        switch (escape[1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/': return true;
            case (byte)'b': character = '\b'; return true;
            case (byte)'f': character = '\f'; return true;
            case (byte)'n': character = '\n'; return true;
            case (byte)'r': character = '\r'; return true;
            case (byte)'t': character = '\t'; return true;
            case (byte)'u': used = 6; return TryReadHex(escape, out character);
            default: return false;
        }
    }

    private static bool TryReadHex(ReadOnlySpan<byte> escape, out char character)
    {
        character = default;
        if (escape.Length < 6) return false;
        var isHex = ushort.TryParse(
            escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit);
        character = (char)unit;
        return isHex;
    }

    private static void WritePlain(ReadOnlySpan<char> text, CanonicalOutput output)
    {
        Utf8.FromUtf16(text, output.Reserve(text.Length * 3), out _, out var written);
        output.Advance(written);
    }

    private static void WriteEscaped(char character, CanonicalOutput output)
    {
        output.Append((byte)'\\');
        switch (character)
        {
            case '"' or '\\': output.Append((byte)character); break;
            case '\b': output.Append((byte)'b'); break;
            case '\f': output.Append((byte)'f'); break;
            case '\n': output.Append((byte)'n'); break;
            case '\r': output.Append((byte)'r'); break;
            case '\t': output.Append((byte)'t'); break;
            default:
                output.Append("u00"u8);
                output.Append(HexDigit(character >> 4));
                output.Append(HexDigit(character & 0xF));
                break;
        }
    }

    private static byte HexDigit(int value) => "0123456789abcdef"u8[value];
}
