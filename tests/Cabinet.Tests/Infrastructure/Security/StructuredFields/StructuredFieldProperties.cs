using Cabinet.Infrastructure.Security.StructuredFields;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.StructuredFields;

/// <summary>Random structured fields, and random texts that mostly are none.</summary>
public sealed class StructuredFieldProperties
{
    private const string KeyCharacters = "abcxyz0189_-.*";
    private const string TokenCharacters = "abcXYZ019!#$%&'*+-.^_`|~:/";

    // Dense in what the grammar knows, so that random texts reach deep into the parser.
    private const string Grammar = "a1=,;()\":?@%\\ \t*-.+/0Az\u0000\u00e4\n";

    private static readonly Gen<string> Keys =
        from first in Gen.Char["az*"]
        from rest in Gen.Char[KeyCharacters].Array[0, 8]
        select first + new string(rest);

    private static readonly Gen<BareItem> BareItems = Gen.OneOf(
        Gen.Long[-999_999_999_999_999, 999_999_999_999_999].Select(value => (BareItem)new BareItem.Integer(value)),
        Gen.Long[-999_999_999_999_999, 999_999_999_999_999].Select(
            value => (BareItem)new BareItem.Decimal(value / 1000m)),
        Gen.Char[' ', '~'].Array[0, 20].Select(value => (BareItem)new BareItem.String(new string(value))),
        Gen.Char[TokenCharacters].Array[0, 10].Select(value => (BareItem)new BareItem.Token("t" + new string(value))),
        Gen.Byte.Array[0, 40].Select(value => (BareItem)new BareItem.Bytes(value)),
        Gen.Bool.Select(value => (BareItem)new BareItem.Boolean(value)),
        Gen.Long[-999_999_999_999_999, 999_999_999_999_999].Select(value => (BareItem)new BareItem.Date(value)),
        Gen.Char['\u0000', '\ud7ff'].Array[0, 20].Select(
            value => (BareItem)new BareItem.DisplayString(new string(value))));

    private static readonly Gen<StructuredParameters> Parameters = Gen.Select(Keys, BareItems).Array[0, 4]
        .Select(entries => new StructuredParameters([.. entries.DistinctBy(entry => entry.Item1)
            .Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))]));

    private static readonly Gen<StructuredItem> Items =
        Gen.Select(BareItems, Parameters, (value, parameters) => new StructuredItem(value, parameters));

    private static readonly Gen<StructuredMember> Members = Gen.OneOf(
        Items.Select(item => (StructuredMember)item),
        Gen.Select(Items.Array[0, 5], Parameters, (items, parameters) =>
            (StructuredMember)new StructuredInnerList(items, parameters)));

    private static readonly Gen<StructuredDictionary> Dictionaries = Gen.Select(Keys, Members).Array[0, 6]
        .Select(entries => new StructuredDictionary([.. entries.DistinctBy(entry => entry.Item1)
            .Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))]));

    [Fact]
    public void What_is_written_reads_as_what_it_was()
    {
        Items.Sample(item => StructuredFieldParser.TryParseItem(
            StructuredFieldSerializer.Write(item), out var read, DuplicateKeys.Refuse) && AreEqual(item, read));
        Members.Array[0, 6].Sample(list => StructuredFieldParser.TryParseList(
            StructuredFieldSerializer.Write(list), out var read, DuplicateKeys.Refuse) &&
            list.Length == read.Count && list.Zip(read).All(pair => AreEqual(pair.First, pair.Second)));
        Dictionaries.Sample(dictionary => StructuredFieldParser.TryParseDictionary(
            StructuredFieldSerializer.Write(dictionary), out var read, DuplicateKeys.Refuse) &&
            AreEqual(dictionary, read));
    }

    [Fact]
    public void What_is_read_and_written_stays_as_it_is() => Gen.Char[Grammar].Array[0, 30].Sample(
        characters =>
        {
            var text = new string(characters);
            if (!StructuredFieldParser.TryParseDictionary(text, out var read))
            {
                return true;
            }

            var written = StructuredFieldSerializer.Write(read);
            return StructuredFieldParser.TryParseDictionary(written, out var again) &&
                written == StructuredFieldSerializer.Write(again);
        },
        iter: 20_000);

    [Fact]
    public void No_text_makes_the_parser_throw()
    {
        Gen.Char.Array[0, 40].Sample(Parse);
        Gen.Char[Grammar].Array[0, 40].Sample(Parse, iter: 20_000);
        Gen.Select(Dictionaries, Gen.Int[0, 10_000], Gen.Char[Grammar]).Sample((dictionary, place, character) =>
        {
            var text = StructuredFieldSerializer.Write(dictionary).ToCharArray();
            if (text.Length > 0)
            {
                text[place % text.Length] = character;
            }

            Parse(text);
            Parse(text[..(text.Length == 0 ? 0 : place % text.Length)]);
        });
    }

    private static void Parse(char[] characters)
    {
        var text = new string(characters);
        _ = StructuredFieldParser.TryParseItem(text, out _);
        _ = StructuredFieldParser.TryParseList(text, out _);
        _ = StructuredFieldParser.TryParseDictionary(text, out _);
        _ = StructuredFieldParser.TryParseDictionary(text, out _, DuplicateKeys.Refuse);
    }

    private static bool AreEqual(StructuredDictionary left, StructuredDictionary right) =>
        left.Members.Count == right.Members.Count && left.Members.Zip(right.Members).All(
            pair => pair.First.Key == pair.Second.Key && AreEqual(pair.First.Value, pair.Second.Value));

    private static bool AreEqual(StructuredMember left, StructuredMember right) =>
        left.Parameters.Entries.SequenceEqual(right.Parameters.Entries) && (left, right) switch
        {
            (StructuredItem one, StructuredItem other) => one.Value == other.Value,
            (StructuredInnerList one, StructuredInnerList other) => one.Items.Count == other.Items.Count &&
                one.Items.Zip(other.Items).All(pair => AreEqual(pair.First, pair.Second)),
            _ => false,
        };
}
