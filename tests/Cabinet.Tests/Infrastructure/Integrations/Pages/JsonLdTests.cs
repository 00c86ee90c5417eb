using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

public sealed class JsonLdTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""<!-- {"a":1} -->""", """{"a":1}""")]
    [InlineData("""<!-- note --> {"a":1}""", """{"a":1}""")]
    [InlineData("""<!--//--><![CDATA[//><!-- {"a":1} //--><!]]>""", """{"a":1}""")]
    [InlineData("<!--//--><![CDATA[//><!--\n{\"a\":1}\n//--><!]]>", """{"a":1}""")]
    [InlineData("// nothing else", null)]
    [InlineData("""<![CDATA[{"a":1}]]>""", """{"a":1}""")]
    [InlineData("//<![CDATA[\n{\"a\":1}\n//]]>", """{"a":1}""")]
    [InlineData("""/* <![CDATA[ */ {"a":1} /* ]]> */""", """{"a":1}""")]
    [InlineData("""/*<![CDATA[*/{"a":1}/*]]>*/""", """{"a":1}""")]
    [InlineData("// note\n{\"a\": /* one */ 1, // end\n}", """{"a":1}""")]
    [InlineData("""{"a":[1,2,],};""", """{"a":[1,2]}""")]
    [InlineData("\uFEFF\u00A0{\"a\":\"x\ny\tz\"}\0", """{"a":"x\ny\tz"}""")]
    [InlineData("""{"a":"http://x // y /* z */"}""", """{"a":"http://x // y /* z */"}""")]
    [InlineData("""{"a":"\ud83d\ude00 \ud83d \u00e9 \/ \""}""", """{"a":"\uD83D\uDE00 � é / \""}""")]
    [InlineData("""{"a":1,"b":2,"a":3}""", """{"a":3,"b":2}""")]
    [InlineData("""{"a":40.660109,"b":1e400,"c":null}""", """{"a":40.660109,"b":1e400,"c":null}""")]
    [InlineData("{a:1}", null)]
    [InlineData("{'a':1}", null)]
    [InlineData("""{"a":1""", null)]
    [InlineData("""{"a":1}{"b":2}""", null)]
    [InlineData("""{&quot;a&quot;:1}""", null)]
    [InlineData("""{"a":"\q"}""", null)]
    [InlineData("""{"a":NaN}""", null)]
    public void A_block_is_read_whatever_wraps_it_and_a_broken_one_is_a_warning(string block, string? expected)
    {
        var page = Parsing.Read($"<title>T</title><script type='application/ld+json'>{block}</script>");

        Assert.Equal("T", page.Title);
        Assert.Equal(expected, page.JsonLd.Count == 0 ? null : Json(page));
        Assert.Equal(expected is null, page.Warnings.Any(warning => warning.Kind == PageWarningKind.BrokenJsonLd));
    }

    [Theory]
    [InlineData("application/ld+json", 1)]
    [InlineData(" Application/LD+JSON; charset=utf-8", 1)]
    [InlineData("application/json", 0)]
    [InlineData("text/javascript", 0)]
    public void Only_scripts_of_the_media_type_count(string type, int nodes) =>
        Assert.Equal(nodes, Parsing.Read($"<script type='{type}'>{{\"a\":1}}</script>").JsonLd.Count);

    [Fact]
    public void Lists_are_nodes_and_empty_blocks_say_nothing()
    {
        var page = Parsing.Read(
            Script("[{\"a\":1},[{\"b\":2}],{},null,3]") + Script(" ") + Script("[]") + Script("\"text\"")
            + Script("{\"@graph\":[{\"c\":3}]}"));

        Assert.Equal(3, page.JsonLd.Count);
        Assert.Empty(page.Warnings);
    }

    [Fact]
    public void A_warning_names_the_block_and_not_its_content()
    {
        var page = Parsing.Read(Script("{\"a\":1}") + Script("{\"secret\""));

        Assert.Equal("JSON-LD block 2 is not valid JSON; it was left out.", Assert.Single(page.Warnings).Message);
    }

    private static string Script(string json) => $"<script type=application/ld+json>{json}</script>";

    private static string Json(ParsedPage page) =>
        System.Text.Encoding.UTF8.GetString(PageJson.Serialize(page)).Split("\"jsonLd\":[")[1]
            .Split("],\"microdata\"")[0];
}
