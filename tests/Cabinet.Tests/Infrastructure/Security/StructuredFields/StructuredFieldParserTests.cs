using Cabinet.Infrastructure.Security.StructuredFields;

namespace Cabinet.Tests.Infrastructure.Security.StructuredFields;

public sealed class StructuredFieldParserTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0", "0")]
    [InlineData("-00042", "-42")]
    [InlineData("999999999999999", "999999999999999")]
    [InlineData("1.5", "1.5")]
    [InlineData("-1.500", "-1.5")]
    [InlineData("999999999999.999", "999999999999.999")]
    [InlineData("1.0", "1.0")]
    [InlineData("\"a \\\"b\\\" \\\\c\"", "\"a \\\"b\\\" \\\\c\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("*a/b:c", "*a/b:c")]
    [InlineData(":aGVsbG8=:", ":aGVsbG8=:")]
    [InlineData("::", "::")]
    [InlineData("?0", "?0")]
    [InlineData("@1659578233", "@1659578233")]
    [InlineData("@-1", "@-1")]
    [InlineData("%\"f%c3%bc %25 %22\"", "%\"f%c3%bc %25 %22\"")]
    [InlineData("  1;a ;b", null)]
    [InlineData("  1; a;b=?1;c=?0  ", "1;a;b;c=?0")]
    public void An_item_is_read_and_written_in_one_form(string text, string? expected)
    {
        var isRead = StructuredFieldParser.TryParseItem(text, out var item);

        Assert.Equal(expected is not null, isRead);
        Assert.Equal(expected, isRead ? StructuredFieldSerializer.Write(item!) : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t1")]
    [InlineData("1 2")]
    [InlineData("1000000000000000")]
    [InlineData("1000000000000.0")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1.0000")]
    [InlineData("--1")]
    [InlineData("+1")]
    [InlineData("-")]
    [InlineData("1e5")]
    [InlineData("\"a")]
    [InlineData("\"a\\")]
    [InlineData("\"a\\x\"")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"\u00e4\"")]
    [InlineData("\"\u007f\"")]
    [InlineData("'a'")]
    [InlineData(":aGVsbG8:")]
    [InlineData(":aGVsbG9=:")]
    [InlineData(":aGV sbG8=:")]
    [InlineData(":aGVsbG8=")]
    [InlineData(":aGVs_G8=:")]
    [InlineData(":=:")]
    [InlineData("?2")]
    [InlineData("?")]
    [InlineData("?T")]
    [InlineData("@1.5")]
    [InlineData("@")]
    [InlineData("@a")]
    [InlineData("%\"%C3%BC\"")]
    [InlineData("%\"%ff\"")]
    [InlineData("%\"%c3\"")]
    [InlineData("%\"%c\"")]
    [InlineData("%\"\u00fc\"")]
    [InlineData("%\"a")]
    [InlineData("%a")]
    [InlineData("a b")]
    [InlineData("a\0")]
    [InlineData("1;")]
    [InlineData("1;A")]
    [InlineData("1;a=")]
    [InlineData("1;a=(1)")]
    [InlineData("(1)")]
    public void What_is_no_item_is_refused(string text) =>
        Assert.False(StructuredFieldParser.TryParseItem(text, out _));

    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("1,2 ,\t3\t, 4", "1, 2, 3, 4")]
    [InlineData("( 1   2 );a, (), (3)", "(1 2);a, (), (3)")]
    [InlineData("1,", null)]
    [InlineData(",1", null)]
    [InlineData("1,,2", null)]
    [InlineData("1 2", null)]
    [InlineData("(1", null)]
    [InlineData("(1,2)", null)]
    [InlineData("(1\t2)", null)]
    [InlineData("((1))", null)]
    [InlineData("(1\"a\")", null)]
    [InlineData(")", null)]
    public void A_list_is_read_and_written_in_one_form(string text, string? expected) => Assert.Equal(
        expected,
        StructuredFieldParser.TryParseList(text, out var list) ? StructuredFieldSerializer.Write(list) : null);

    [Theory]
    [InlineData("", "")]
    [InlineData("a=1,b;x=1,  c=?1 ,d=(1   2);y", "a=1, b;x=1, c, d=(1 2);y")]
    [InlineData("a=1, b=2, a=3", "a=3, b=2")]
    [InlineData("a=1;p=1;q=2;p=3", "a=1;p=3;q=2")]
    [InlineData("*a.b-c_d*=1", "*a.b-c_d*=1")]
    [InlineData("a =1", null)]
    [InlineData("a= 1", null)]
    [InlineData("a=1,", null)]
    [InlineData("A=1", null)]
    [InlineData("1=1", null)]
    [InlineData("a=", null)]
    [InlineData("a;=1", null)]
    public void A_dictionary_is_read_and_written_in_one_form(string text, string? expected) => Assert.Equal(
        expected,
        StructuredFieldParser.TryParseDictionary(text, out var found) ? StructuredFieldSerializer.Write(found) : null);

    [Theory]
    [InlineData("a=1, a=1")]
    [InlineData("a, b, a")]
    [InlineData("a=1;p;p")]
    [InlineData("a=(1;p;p)")]
    [InlineData("a=(1);p;p")]
    public void A_repeated_key_is_refused_where_security_hangs_on_it(string text)
    {
        Assert.True(StructuredFieldParser.TryParseDictionary(text, out _));
        Assert.False(StructuredFieldParser.TryParseDictionary(text, out _, DuplicateKeys.Refuse));
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void Lists_and_dictionaries_are_bounded(int count, bool isRead)
    {
        var list = string.Join(',', Enumerable.Repeat("1", count));
        var dictionary = string.Join(',', Enumerable.Range(0, count).Select(number => $"k{number}"));

        Assert.Equal(isRead, StructuredFieldParser.TryParseList(list, out _));
        Assert.Equal(isRead, StructuredFieldParser.TryParseDictionary(dictionary, out _));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Inner_lists_and_parameters_are_bounded(int count, bool isRead)
    {
        var inner = $"({string.Join(' ', Enumerable.Repeat("1", count))})";
        var item = "1" + string.Concat(Enumerable.Range(0, count).Select(number => $";k{number}"));

        Assert.Equal(isRead, StructuredFieldParser.TryParseList(inner, out _));
        Assert.Equal(isRead, StructuredFieldParser.TryParseItem(item, out _));
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData((64 * 1024) + 1, false)]
    public void A_field_is_bounded(int length, bool isRead) =>
        Assert.Equal(isRead, StructuredFieldParser.TryParseItem(new string('a', length), out _));

    [Theory]
    [InlineData("caf\u00e9")]
    [InlineData("a\nb")]
    public void A_value_that_the_format_cant_hold_is_a_bug(string text) => Assert.Throws<ArgumentException>(
        () => StructuredFieldSerializer.Write(
            new StructuredItem(new BareItem.String(text), StructuredParameters.Empty)));

    [Fact]
    public void Numbers_tokens_and_keys_that_the_format_cant_hold_are_bugs() => Assert.All(
        new[]
        {
            Item(new BareItem.Integer(1_000_000_000_000_000)),
            Item(new BareItem.Decimal(1_000_000_000_000m)),
            Item(new BareItem.Date(-1_000_000_000_000_000)),
            Item(new BareItem.Token("1a")),
            Item(new BareItem.Token("")),
            Item(new BareItem.Token("a b")),
            Item(new BareItem.DisplayString("\ud800")),
            new StructuredItem(new BareItem.Integer(1), With("A")),
            new StructuredItem(new BareItem.Integer(1), With("")),
        },
        item => Assert.ThrowsAny<ArgumentException>(() => StructuredFieldSerializer.Write(item)));

    [Theory]
    [InlineData("0.0005", "0.0")]
    [InlineData("0.0015", "0.002")]
    [InlineData("-0.0015", "-0.002")]
    [InlineData("12.3456", "12.346")]
    public void Decimals_are_rounded_to_the_even_neighbour(string value, string expected) => Assert.Equal(
        expected,
        StructuredFieldSerializer.Write(Item(new BareItem.Decimal(decimal.Parse(value, null)))));

    private static StructuredItem Item(BareItem value) => new(value, StructuredParameters.Empty);

    private static StructuredParameters With(string key) =>
        new([KeyValuePair.Create<string, BareItem>(key, new BareItem.Boolean(true))]);
}
