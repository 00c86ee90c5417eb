using System.Text;
using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// RFC 9651: the first byte says what kind of field the rest is. What was read can be written, and what was written
/// reads the same.
/// </summary>
internal sealed class StructuredFieldsTarget : FuzzTarget
{
    private const int Kinds = 3;

    internal override string Name => "structured-fields";

    internal override IEnumerable<byte[]> Seeds()
    {
        string[] items =
        [
            "1", "-999999999999999", "0.125;a=?0;b", "\"a \\\" \\\\ b\"", "*to/ken:x", ":aGVsbG8=:", "?1",
            "@1800000000",
            "%\"f%c3%bc\"", "\"x\";a;b=2;a=3", " 1 ", "1.", ":a:", "%\"%ff\"",
        ];
        string[] lists = ["", "1, 2 ,\t3", "(1 2);a, ()", "(\"a\" \"b\";sf);created=1;keyid=\"k\"", "(1  2 )", "1,"];
        string[] dictionaries = ["", "a=1, b, c;x=2, a=(1 2)", "sig1=:AAAA:", "a=?1;b", "a==", "*a.-_1=tok", "A=1"];
        return items.Select(text => "0" + text)
            .Concat(lists.Select(text => "1" + text))
            .Concat(dictionaries.Select(text => "2" + text))
            .Select(Encoding.Latin1.GetBytes);
    }

    protected override bool Decode(ReadOnlySpan<byte> input)
    {
        var kind = Selector(ref input) % Kinds;
        var text = Encoding.Latin1.GetString(input);
        if (Rewrite(kind, text, DuplicateKeys.LastWins) is not { } written)
        {
            Require(Rewrite(kind, text, DuplicateKeys.Refuse) is null, "Refusing duplicates accepts more.");
            return false;
        }

        Require(Rewrite(kind, written, DuplicateKeys.Refuse) == written, "What was written reads as something else.");
        return true;
    }

    /// <summary>The text of what was read; null when it was refused.</summary>
    private static string? Rewrite(int kind, string text, DuplicateKeys duplicates) => kind switch
    {
        0 => StructuredFieldParser.TryParseItem(text, out var item, duplicates)
            ? StructuredFieldSerializer.Write(item)
            : null,
        1 => StructuredFieldParser.TryParseList(text, out var list, duplicates)
            ? StructuredFieldSerializer.Write(list)
            : null,
        _ => StructuredFieldParser.TryParseDictionary(text, out var dictionary, duplicates)
            ? StructuredFieldSerializer.Write(dictionary)
            : null,
    };
}
