using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;

namespace Cabinet.Tests.Infrastructure.Security.Signatures.Components;

/// <summary>Fields as components: RFC 9421, section 2.1, with its examples and what lies beside them.</summary>
public sealed class FieldComponentsTests
{
    private const string Dictionary = "  a=1,    b=2;x=1;y=2,   c=(a   b   c), d";

    [Theory]
    [InlineData("www.example.com", "www.example.com")]
    [InlineData("  Leading and trailing whitespace.  \t", "Leading and trailing whitespace.")]
    [InlineData("Obsolete\r\n    line folding.", "Obsolete line folding.")]
    [InlineData("Obsolete \t\r\n \t line folding.", "Obsolete line folding.")]
    [InlineData("Obsolete\n line folding.", "Obsolete line folding.")]
    [InlineData("a\r\n \r\n b", "a b")]
    [InlineData("\r\n a", "a")]
    [InlineData("a\r\n ", "a")]
    [InlineData("a  b\tc", "a  b\tc")]
    [InlineData("", "")]
    [InlineData(" ", "")]
    [InlineData("a\r\nb", null)]
    [InlineData("a\nb: c", null)]
    [InlineData("a\rb", null)]
    [InlineData("a\r b", null)]
    [InlineData("a\n", null)]
    [InlineData("a\r", null)]
    [InlineData("a\0", null)]
    [InlineData("a\u0001", null)]
    [InlineData("a\u007f", null)]
    [InlineData("\u00e4", null)]
    public void A_line_is_unfolded_and_stripped(string value, string? expected) =>
        Assert.Equal(expected, Derive(ComponentIdentifier.Field("x"), value));

    [Fact]
    public void Lines_of_one_field_are_joined_whatever_case_its_name_has() => Assert.Equal(
        "max-age=60, must-revalidate",
        ValueOf(
            SignatureMessage.ForResponse(200)
                .WithField("Cache-Control", "max-age=60")
                .WithField("Other", "x")
                .WithField("CACHE-control", "   must-revalidate"),
            ComponentIdentifier.Field("Cache-Control")));

    [Fact]
    public void One_line_that_cant_be_signed_spoils_the_field() =>
        Assert.Null(Derive(ComponentIdentifier.Field("x"), "a", "b\nc"));

    [Theory]
    [InlineData(128 * 1024, true)]
    [InlineData((128 * 1024) + 1, false)]
    public void A_field_that_is_covered_has_a_length(int length, bool isSigned) => Assert.Equal(
        isSigned,
        Derive(ComponentIdentifier.Field("x"), new string('a', 128 * 1024), new string('b', length)) is not null);

    [Theory]
    [InlineData(null, "a=1, b=2;x=1;y=2, c=(a b c), d")]
    [InlineData("a", "1")]
    [InlineData("d", "?1")]
    [InlineData("b", "2;x=1;y=2")]
    [InlineData("c", "(a b c)")]
    [InlineData("e", null)]
    [InlineData("A", null)]
    public void A_dictionary_is_written_anew(string? key, string? expected) => Assert.Equal(
        expected, Derive(ComponentIdentifier.Field("x") with { IsStructured = true, Key = key }, Dictionary));

    [Fact]
    public void Lines_of_a_dictionary_are_one_dictionary() => Assert.Equal(
        "2", Derive(ComponentIdentifier.Field("x") with { Key = "b" }, "a=1", "b=2"));

    [Theory]
    [InlineData("a=1, a=2")]
    [InlineData("a=1;p;p")]
    [InlineData("a=1,")]
    [InlineData("A=1")]
    public void A_dictionary_that_repeats_a_key_or_is_none_has_no_value(string value)
    {
        Assert.Null(Derive(ComponentIdentifier.Field("x") with { IsStructured = true }, value));
        Assert.Null(Derive(ComponentIdentifier.Field("x") with { Key = "a" }, value));
    }

    [Theory]
    [InlineData(StructuredFieldType.Item, "1;a", "1;a")]
    [InlineData(StructuredFieldType.Item, " 1.50 ", "1.5")]
    [InlineData(StructuredFieldType.Item, "1, 2", null)]
    [InlineData(StructuredFieldType.List, "1 ,\t2, (3   4)", "1, 2, (3 4)")]
    [InlineData(StructuredFieldType.List, "a=1", null)]
    [InlineData(StructuredFieldType.Dictionary, "a", "a")]
    public void A_structured_field_is_written_by_the_type_that_the_application_knows(
        StructuredFieldType type, string value, string? expected) =>
        Assert.Equal(expected, Derive(ComponentIdentifier.Field("x") with { IsStructured = true }, type, value));

    [Fact]
    public void A_field_that_isnt_known_to_be_structured_cant_be_signed_as_one()
    {
        var message = SignatureMessage.ForResponse(200).WithField("y", "1").WithField("Priority", "u=1,  i");

        Assert.Null(ValueOf(message, ComponentIdentifier.Field("y") with { IsStructured = true }));
        Assert.Equal("u=1, i", ValueOf(message, ComponentIdentifier.Field("priority") with { IsStructured = true }));
        Assert.Equal("1", ValueOf(message, ComponentIdentifier.Field("priority") with { Key = "u" }));
    }

    [Fact]
    public void A_key_of_a_field_that_is_no_dictionary_has_no_value() => Assert.Null(
        Derive(ComponentIdentifier.Field("x") with { Key = "a" }, StructuredFieldType.List, "a"));

    [Fact]
    public void Wrapped_lines_tell_two_lines_from_one()
    {
        var wrapped = ComponentIdentifier.Field("x") with { IsBinary = true };

        Assert.Equal(
            ":dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:", Derive(wrapped, "value, with, lots", " of, commas"));
        Assert.Equal(
            ":dmFsdWUsIHdpdGgsIGxvdHMsIG9mLCBjb21tYXM=:", Derive(wrapped, "value, with, lots, of, commas"));
        Assert.Equal(":5A==:", Derive(wrapped, "\u00e4"));
        Assert.Null(Derive(wrapped, "\u0100"));
    }

    [Fact]
    public void Trailers_and_headers_are_never_mixed()
    {
        var message = SignatureMessage.ForResponse(200).WithField("Expires", "header") with
        {
            Trailers = [new SignatureField("Expires", "trailer"), new SignatureField("Only", "here")],
        };

        Assert.Equal("header", ValueOf(message, ComponentIdentifier.Field("expires")));
        Assert.Equal("trailer", ValueOf(message, ComponentIdentifier.Field("expires") with { IsTrailer = true }));
        Assert.Null(ValueOf(message, ComponentIdentifier.Field("only")));
    }

    private static string? Derive(ComponentIdentifier component, params string[] lines) =>
        Derive(component, StructuredFieldType.Dictionary, lines);

    private static string? Derive(ComponentIdentifier component, StructuredFieldType type, params string[] lines)
    {
        var message = SignatureMessage.ForResponse(200) with
        {
            Fields = [.. lines.Select(line => new SignatureField("X", line))],
        };
        return ValueOf(message, component, type);
    }

    private static string? ValueOf(
        SignatureMessage message,
        ComponentIdentifier component,
        StructuredFieldType type = StructuredFieldType.Dictionary)
    {
        var types = new StructuredFieldTypes(new Dictionary<string, StructuredFieldType> { ["x"] = type });
        return ComponentValues.TryGet(message, component, types, out var value) ? value : null;
    }
}
