using System.Globalization;
using System.Text;

namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>Writes structured fields (RFC 9651, section 4.1): one value, one text.</summary>
/// <remarks>
/// What was parsed can always be written. A value that code made up and the format can't hold is that code's bug, and
/// an <see cref="ArgumentException"/>.
/// </remarks>
internal static class StructuredFieldSerializer
{
    private const long LargestInteger = 999_999_999_999_999;
    private const decimal LargestDecimal = 999_999_999_999.999m;

    /// <exception cref="ArgumentException">A value that the format can't hold.</exception>
    internal static string Write(StructuredDictionary dictionary) => Write(text =>
    {
        foreach (var (key, member) in dictionary.Members)
        {
            text.Append(text.Length == 0 ? "" : ", ");
            WriteKey(text, key);
            if (member is StructuredItem { Value: BareItem.Boolean { Value: true } })
            {
                WriteParameters(text, member.Parameters);
            }
            else
            {
                text.Append('=');
                WriteMember(text, member);
            }
        }
    });

    /// <exception cref="ArgumentException">A value that the format can't hold.</exception>
    internal static string Write(IReadOnlyList<StructuredMember> list) => Write(text =>
    {
        foreach (var member in list)
        {
            text.Append(text.Length == 0 ? "" : ", ");
            WriteMember(text, member);
        }
    });

    /// <exception cref="ArgumentException">A value that the format can't hold.</exception>
    internal static string Write(StructuredMember member) => Write(text => WriteMember(text, member));

    private static string Write(Action<StringBuilder> write)
    {
        var text = new StringBuilder();
        write(text);
        return text.ToString();
    }

    private static void WriteMember(StringBuilder text, StructuredMember member)
    {
        if (member is StructuredInnerList list)
        {
            text.Append('(');
            for (var index = 0; index < list.Items.Count; index++)
            {
                text.Append(index == 0 ? "" : " ");
                WriteMember(text, list.Items[index]);
            }

            text.Append(')');
        }
        else
        {
            WriteBareItem(text, ((StructuredItem)member).Value);
        }

        WriteParameters(text, member.Parameters);
    }

    private static void WriteParameters(StringBuilder text, StructuredParameters parameters)
    {
        foreach (var (key, value) in parameters.Entries)
        {
            text.Append(';');
            WriteKey(text, key);
            if (value is not BareItem.Boolean { Value: true })
            {
                text.Append('=');
                WriteBareItem(text, value);
            }
        }
    }

    private static void WriteKey(StringBuilder text, string key) => text.Append(
        FieldCharacters.IsKey(key) ? key : throw Unwritable($"'{key}' is no key of a structured field"));

    private static void WriteBareItem(StringBuilder text, BareItem item) => text.Append(item switch
    {
        BareItem.Integer integer => FormatInteger(integer.Value),
        BareItem.Decimal number => FormatDecimal(number.Value),
        BareItem.String value => FormatString(value.Value),
        BareItem.Token token => FormatToken(token.Value),
        BareItem.Bytes bytes => $":{Convert.ToBase64String(bytes.Value.Span)}:",
        BareItem.Boolean boolean => boolean.Value ? "?1" : "?0",
        BareItem.Date date => "@" + FormatInteger(date.Seconds),
        BareItem.DisplayString display => $"%\"{DisplayText.Encode(display.Value)}\"",
        _ => throw Unwritable("an unknown kind of item"),
    });

    private static string FormatInteger(long value) => value is >= -LargestInteger and <= LargestInteger
        ? value.ToString(CultureInfo.InvariantCulture)
        : throw Unwritable("an integer has at most 15 digits");

    private static string FormatDecimal(decimal value)
    {
        var rounded = decimal.Round(value, 3, MidpointRounding.ToEven);
        return rounded is >= -LargestDecimal and <= LargestDecimal
            ? rounded.ToString("0.0##", CultureInfo.InvariantCulture)
            : throw Unwritable("a decimal has at most 12 digits before the point");
    }

    private static string FormatString(string value) => value.All(FieldCharacters.IsPrintable)
        ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : throw Unwritable("a string holds printable ASCII only");

    private static string FormatToken(string value) =>
        value.Length > 0 && FieldCharacters.IsTokenStart(value[0]) &&
        !value.AsSpan(1).ContainsAnyExcept(FieldCharacters.TokenRest)
            ? value
            : throw Unwritable("a token starts with a letter or an asterisk and holds no spaces");

    private static ArgumentException Unwritable(string why) => new($"A structured field can't hold this: {why}.");
}
