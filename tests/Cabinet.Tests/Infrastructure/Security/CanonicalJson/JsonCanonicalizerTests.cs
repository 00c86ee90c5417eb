using System.Text;
using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.CanonicalJson;

namespace Cabinet.Tests.Infrastructure.Security.CanonicalJson;

public sealed class JsonCanonicalizerTests
{
    [Theory]
    [InlineData("  null\r\n\t", "null")]
    [InlineData("[ ]", "[]")]
    [InlineData("{ }", "{}")]
    [InlineData("[1 , [ ] ,{ \"a\" : true}]", "[1,[],{\"a\":true}]")]
    [InlineData("\"\"", "\"\"")]
    public void Whitespace_goes(string json, string expected) => Assert.Equal(expected, Canonical.Text(json));

    [Theory]
    [InlineData(@"""\u0008\u0009\u000A\u000c\u000D""", @"""\b\t\n\f\r""")]
    [InlineData(@"""\u0000\u000B\u001f\u001F""", @"""\u0000\u000b\u001f\u001f""")]
    [InlineData(@"""\/\u002f\u0022\u005C\'""", null)]
    [InlineData(@"""\/\u002f\u0022\u005C""", @"""//\""\\""")]
    [InlineData(@"""\u007f\u0080\u2028\u2029\ufeff""", "\"\u007f\u0080\u2028\u2029\ufeff\"")]
    [InlineData(@"""\uD83D\uDE00\ud83d\ude02 \u20ac""", "\"\ud83d\ude00\ud83d\ude02 \u20ac\"")]
    [InlineData("\"\u00f6 \ufb33 \ufdd0\"", "\"\u00f6 \ufb33 \ufdd0\"")]
    [InlineData("\"A\u030a\"", "\"A\u030a\"")]
    public void A_string_keeps_only_the_escapes_of_the_RFC(string json, string? expected)
    {
        if (expected is null) Assert.Equal(CanonicalJsonRefusal.Malformed, Canonical.Refusal(json));
        else Assert.Equal(expected, Canonical.Text(json));
    }

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("-0.0e-9", "0")]
    [InlineData("1.0", "1")]
    [InlineData("1E+2", "100")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("123e18", "123000000000000000000")]
    [InlineData("123e19", "1.23e+21")]
    [InlineData("1e21", "1e+21")]
    [InlineData("-1.5e-300", "-1.5e-300")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("4.9e-324", "5e-324")]
    [InlineData("1e-400", "0")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("0e99999999999999999999", "0")]
    public void A_number_is_read_as_a_double_and_written_as_ECMAScript_does(string json, string expected) =>
        Assert.Equal(expected, Canonical.Text(json));

    [Fact]
    public void A_number_with_as_many_zeros_as_its_exponent_takes_away_is_read_exactly()
    {
        Assert.Equal("1", Canonical.Text("0." + new string('0', 20_000) + "1e20001"));
        Assert.Equal("1", Canonical.Text("1" + new string('0', 20_000) + "e-20000"));
        Assert.Equal("0", Canonical.Text("1e-99999999999999999999"));
    }

    [Theory]
    [InlineData("1.7976931348623159e308")]
    [InlineData("1e309")]
    [InlineData("[-1e400]")]
    [InlineData("1e99999999999999999999")]
    public void A_number_too_large_for_a_double_is_refused(string json) =>
        Assert.Equal(CanonicalJsonRefusal.NumberOutOfRange, Canonical.Refusal(json));

    /// <summary>U+FB33 comes after U+1F600, whose first unit is D83D; by UTF-8 or code point it comes before.</summary>
    [Fact]
    public void Members_are_sorted_by_UTF16_code_units_at_every_level()
    {
        Assert.Equal(
            "{\"\":0,\"1\":1,\"10\":2,\"2\":3,\"A\":4,\"a\":5,\"\u20ac\":6,\"\ud83d\ude00\":7,\"\ufb33\":8}",
            Canonical.Text(
                "{\"\ufb33\":8,\"\\ud83d\\ude00\":7,\"\u20ac\":6,\"a\":5,\"A\":4,\"2\":3,\"10\":2,\"1\":1,\"\":0}"));
        Assert.Equal(
            """{"a":[{"b":1,"c":{"x":[],"y":{}}}],"z":"last"}""",
            Canonical.Text("""{"z":"last","a":[{"c":{"y":{},"x":[]},"b":1}]}"""));
    }

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"b":1,"a":1,"b":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"\/":1,"/":2}""")]
    [InlineData("""[{"x":{"":1,"y":0,"":1}}]""")]
    [InlineData("""{"\ud83d\ude00":1,"😀":2}""")]
    public void Two_members_of_the_same_name_are_refused_also_when_only_the_escapes_differ(string json) =>
        Assert.Equal(CanonicalJsonRefusal.DuplicateMember, Canonical.Refusal(json));

    [Fact]
    public void The_same_name_in_two_objects_is_no_duplicate()
    {
        Assert.Equal("""[{"a":1},{"a":{"a":2}}]""", Canonical.Text("""[{"a":1},{"a":{"a":2}}]"""));
        Assert.Equal("{\"A\u030a\":1,\"\u00c5\":2}", Canonical.Text("{\"\u00c5\":2,\"A\u030a\":1}"));
    }

    [Theory]
    [InlineData(@"""\ud800""")]
    [InlineData(@"""\udc00""")]
    [InlineData(@"""\udc00\ud800""")]
    [InlineData(@"""\ud800\ud800\udc00""")]
    [InlineData(@"""\ud800x\udc00""")]
    [InlineData(@"{""\uDEAD"":1}")]
    public void A_surrogate_without_its_other_half_is_refused(string json) =>
        Assert.Equal(CanonicalJsonRefusal.LoneSurrogate, Canonical.Refusal(json));

    [Theory]
    [InlineData("22FF22")]
    [InlineData("22C080" + "22")]
    [InlineData("22EDA08022")]
    [InlineData("22F490808022")]
    [InlineData("22E282" + "22")]
    [InlineData("7B22C3" + "22" + "3A307D")]
    public void Bytes_that_are_not_UTF8_are_refused(string hexadecimal) =>
        Assert.Equal(CanonicalJsonRefusal.InvalidUtf8, Canonical.Run(Convert.FromHexString(hexadecimal)).Refusal);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\ufeffnull")]
    [InlineData("null\ufeff")]
    [InlineData("null null")]
    [InlineData("{}{}")]
    [InlineData("1,")]
    [InlineData("null\0")]
    [InlineData("\u00a0null")]
    [InlineData("nul")]
    [InlineData("nullx")]
    [InlineData("True")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("+1")]
    [InlineData("-")]
    [InlineData("01")]
    [InlineData("-01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("\u0661")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1 2]")]
    [InlineData("[1")]
    [InlineData("[")]
    [InlineData("]")]
    [InlineData("[1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{,\"a\":1}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\"}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("{1:1}")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1]")]
    [InlineData("'a'")]
    [InlineData("\"a")]
    [InlineData("\"\\")]
    [InlineData("\"\\\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"\\u+123\"")]
    [InlineData("\"\\u 123\"")]
    [InlineData("\"\\U0041\"")]
    [InlineData("\"\\\u00e9\"")]
    [InlineData("\"tab\there\"")]
    [InlineData("\"line\nbreak\"")]
    [InlineData("\"nul\0\"")]
    [InlineData("[1] // comment")]
    [InlineData("/* comment */ 1")]
    public void What_is_not_one_JSON_value_is_refused(string json) =>
        Assert.Equal(CanonicalJsonRefusal.Malformed, Canonical.Refusal(json));

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Nesting_is_allowed_up_to_its_bound_exactly(string open, string close)
    {
        string Nested(int depth) =>
            string.Concat(Enumerable.Repeat(open, depth)) + "0" + string.Concat(Enumerable.Repeat(close, depth));

        Assert.Equal(Nested(64), Canonical.Text(Nested(CanonicalJsonLimits.MaxDepth)));
        Assert.Equal(CanonicalJsonRefusal.TooDeep, Canonical.Refusal(Nested(65)));
        Assert.Equal(
            CanonicalJsonRefusal.TooDeep,
            Canonical.Refusal(string.Concat(Enumerable.Repeat(open, 1_000_000))));
    }

    [Fact]
    public void Length_is_allowed_up_to_its_bound_exactly()
    {
        var longest = new byte[CanonicalJsonLimits.MaxBytes];
        longest.AsSpan().Fill((byte)' ');
        longest[^1] = (byte)'7';

        Assert.Equal("7"u8.ToArray(), Canonical.Run(longest).Canonical);
        Assert.Equal(CanonicalJsonRefusal.TooLarge, Canonical.Run([(byte)' ', .. longest]).Refusal);
    }

    [Fact]
    public void A_result_prints_no_content_and_one_never_set_is_a_refusal()
    {
        Assert.Equal("Canonical(10 bytes)", Canonical.Run("\"password\"").ToString());
        Assert.False(default(CanonicalJsonResult).IsCanonical);
        Assert.Equal(CanonicalJsonRefusal.Malformed, default(CanonicalJsonResult).Refusal);
        Assert.Equal("Refused(TooDeep)", CanonicalJsonResult.Refused(CanonicalJsonRefusal.TooDeep).ToString());
    }

    [Fact]
    public void What_a_writer_writes_becomes_canonical_and_a_callers_mistake_is_an_exception()
    {
        var written = JsonCanonicalizer.Shared.Write(7, (writer, number) =>
        {
            writer.WriteStartObject();
            writer.WriteString("text", "<\u00e9\u20ac>");
            writer.WriteNumber("number", number);
            writer.WriteEndObject();
        });

        Assert.Equal("{\"number\":7,\"text\":\"<\u00e9\u20ac>\"}", Encoding.UTF8.GetString(written));
        Assert.Throws<InvalidOperationException>(() => JsonCanonicalizer.Shared.Write(0, (writer, _) =>
        {
            writer.WriteStartObject();
            writer.WriteNull("twice");
            writer.WriteNull("twice");
            writer.WriteEndObject();
        }));
    }
}
