using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>Reads one bare item from the start of a text (RFC 9651, section 4.2.3.1).</summary>
internal static class BareItemReader
{
    private const int IntegerDigits = 15;
    private const int DecimalWholeDigits = 12;
    private const int DecimalFractionDigits = 3;

    /// <summary>Tells the kind by the first character.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out BareItem? item, out int length)
    {
        length = 0;
        item = text is []
            ? null
            : text[0] switch
            {
                '-' or (>= '0' and <= '9') => ReadNumber(text, out length),
                '"' => ReadString(text, out length),
                ':' => ReadBytes(text, out length),
                '?' => ReadBoolean(text, out length),
                '@' => ReadDate(text, out length),
                '%' => ReadDisplayString(text, out length),
                var first when FieldCharacters.IsTokenStart(first) => ReadToken(text, out length),
                _ => null,
            };
        return item is not null;
    }

    private static BareItem? ReadNumber(ReadOnlySpan<char> text, out int length)
    {
        var sign = text[0] == '-' ? 1 : 0;
        var whole = CountDigits(text[sign..]);
        length = sign + whole;
        if (whole is 0 or > IntegerDigits)
        {
            return null;
        }

        if (length == text.Length || text[length] != '.')
        {
            return new BareItem.Integer(
                long.Parse(text[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        }

        var fraction = CountDigits(text[(length + 1)..]);
        length += 1 + fraction;
        return whole > DecimalWholeDigits || fraction is 0 or > DecimalFractionDigits
            ? null
            : new BareItem.Decimal(decimal.Parse(
                text[..length],
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture));
    }

    // One digit too many is enough to refuse, so a long run of digits isn't walked to its end.
    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && count <= IntegerDigits && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }

    private static BareItem.String? ReadString(ReadOnlySpan<char> text, out int length)
    {
        var value = new System.Text.StringBuilder();
        for (length = 1; length < text.Length; length++)
        {
            var each = text[length];
            if (each == '"')
            {
                length++;
                return new BareItem.String(value.ToString());
            }

            if (each == '\\')
            {
                length++;
                if (length == text.Length || text[length] is not ('"' or '\\'))
                {
                    return null;
                }

                each = text[length];
            }
            else if (!FieldCharacters.IsPrintable(each))
            {
                return null;
            }

            value.Append(each);
        }

        return null;
    }

    private static BareItem.Token ReadToken(ReadOnlySpan<char> text, out int length)
    {
        var rest = text[1..].IndexOfAnyExcept(FieldCharacters.TokenRest);
        length = rest < 0 ? text.Length : rest + 1;
        return new BareItem.Token(text[..length].ToString());
    }

    private static BareItem.Bytes? ReadBytes(ReadOnlySpan<char> text, out int length)
    {
        var end = text[1..].IndexOf(':');
        length = end + 2;
        if (end < 0)
        {
            return null;
        }

        var encoded = text.Slice(1, end);
        var bytes = new byte[(encoded.Length / 4 * 3) + 3];
        // The platform's decoder overlooks white space and stray bits, so what it decoded must encode to the same text.
        return !encoded.ContainsAnyExcept(FieldCharacters.Base64) &&
            Convert.TryFromBase64Chars(encoded, bytes, out var written) &&
            encoded.SequenceEqual(Convert.ToBase64String(bytes.AsSpan(0, written)))
            ? new BareItem.Bytes(bytes.AsMemory(0, written))
            : null;
    }

    private static BareItem.Boolean? ReadBoolean(ReadOnlySpan<char> text, out int length)
    {
        length = 2;
        return text is ['?', '0' or '1', ..] ? new BareItem.Boolean(text[1] == '1') : null;
    }

    private static BareItem.Date? ReadDate(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        if (text.Length < 2 || text[1] is not ('-' or (>= '0' and <= '9')))
        {
            return null;
        }

        var number = ReadNumber(text[1..], out var digits);
        length = 1 + digits;
        return number is BareItem.Integer seconds ? new BareItem.Date(seconds.Value) : null;
    }

    private static BareItem.DisplayString? ReadDisplayString(ReadOnlySpan<char> text, out int length)
    {
        length = 2;
        if (text is not ['%', '"', ..])
        {
            return null;
        }

        var end = text[2..].IndexOf('"');
        length = end + 3;
        return end >= 0 && DisplayText.TryDecode(text.Slice(2, end), out var value)
            ? new BareItem.DisplayString(value)
            : null;
    }
}
