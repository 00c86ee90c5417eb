using System.Text;
using Cabinet.Application.Integrations.Pages;
using Cabinet.Infrastructure.Integrations.Pages;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>Pages that are made to hurt. Each is refused with a reason or read within the limits.</summary>
public sealed class HostilePageTests
{
    private const string Item = "<div itemscope itemtype=http://schema.org/Thing>";

    [Fact]
    public void Fifty_thousand_nested_elements_are_too_deep()
    {
        var refused = Parsing.Refuse(Repeat("<div>", 50_000));

        Assert.Equal(PageErrorKind.TooDeep, refused.Kind);
        Assert.Contains("512 levels", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_is_too_deep_is_given_up_at_once()
    {
        // Were the depth only looked at in the finished tree, the number of elements would be noticed first.
        var page = Repeat("<div>", 600) + Repeat("<br>", 1_000);

        var refused = Parsing.Refuse(page, new PageLimits { MaximumElements = 1_000 });

        Assert.Equal(PageErrorKind.TooDeep, refused.Kind);
    }

    [Fact]
    public void Nested_formatting_elements_are_too_deep() =>
        Assert.Equal(PageErrorKind.TooDeep, Parsing.Refuse(Repeat("<b><i><a><font>", 20_000)).Kind);

    [Fact]
    public void Nested_elements_in_xhtml_are_too_deep()
    {
        var page = "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>"
            + Repeat("<div>", 20_000) + Repeat("</div>", 20_000) + "</body></html>";

        Assert.Equal(PageErrorKind.TooDeep, Parsing.Refuse(page).Kind);
    }

    [Fact]
    public void Elements_up_to_the_depth_limit_are_read_and_one_more_is_not()
    {
        var limits = new PageLimits { MaximumDepth = 16 };

        // The root and the body count too.
        Assert.IsType<PageOutcome.Success>(Parse(Repeat("<div>", 14), limits));
        Assert.Equal(PageErrorKind.TooDeep, Parsing.Refuse(Repeat("<div>", 15) + "<p>text", limits).Kind);
        Assert.Equal(PageErrorKind.TooDeep, Parsing.Refuse(Repeat("<div>", 15), limits).Kind);
    }

    [Fact]
    public void Formatting_elements_that_multiply_are_too_complex()
    {
        // Each paragraph reopens all the fonts before it.
        var page = new StringBuilder("<body>");
        for (var i = 0; i < 400; i++) page.Append("<p><font size=").Append(i).Append('>');

        var outcome = Parse(page.ToString(), new PageLimits { MaximumElements = 10_000 });

        Assert.True(outcome is PageOutcome.Failure { Kind: PageErrorKind.TooComplex or PageErrorKind.TooDeep });
    }

    [Fact]
    public void Too_many_elements_are_too_complex() =>
        Assert.Equal(PageErrorKind.TooComplex, Parsing.Refuse("<p>" + Repeat("<br>", 200_001)).Kind);

    [Fact]
    public void Too_many_attributes_are_too_complex()
    {
        var page = new StringBuilder("<div");
        for (var i = 0; i < 200_000; i++) page.Append(" a").Append(i);

        Assert.Equal(PageErrorKind.TooComplex, Parsing.Refuse(page + ">").Kind);
    }

    [Fact]
    public void A_huge_attribute_is_read()
    {
        var huge = new string('x', 2_000_000);

        var page = Parsing.Read($"{Item}<meta itemprop=name content='{huge}'></div>");

        Assert.Equal(huge, Text(Assert.Single(page.Microdata), "name"));
    }

    [Fact]
    public void More_bytes_than_the_limit_are_too_large()
    {
        var refused = Parsing.Refuse(new byte[1025], new PageLimits { MaximumBytes = 1024 });

        Assert.Equal(PageErrorKind.TooLarge, refused.Kind);
        Assert.Contains("1025 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_that_contain_each_other_are_cut_where_the_circle_closes()
    {
        var page = Parsing.Read(
            "<div itemscope itemref=b><i itemprop=name>top</i></div>"
            + "<div id=b itemprop=friend itemscope itemref=c><i itemprop=name>b</i></div>"
            + "<div id=c itemprop=friend itemscope itemref=b><i itemprop=name>c</i></div>");

        var top = Assert.Single(page.Microdata);
        var inner = Nested(Nested(top, "friend"), "friend");
        Assert.Equal("c", Text(inner, "name"));
        Assert.DoesNotContain(inner.Properties, property => property.Name == "friend");
        Assert.Equal(PageWarningKind.MicrodataCycle, Assert.Single(page.Warnings).Kind);
    }

    [Fact]
    public void An_item_that_refers_to_itself_or_to_its_own_parts_has_each_property_once()
    {
        var page = Parsing.Read("<div id=a itemscope itemref='a b b'><i id=b itemprop=name>one</i></div>");

        Assert.Equal("one", Text(Assert.Single(page.Microdata), "name"));
    }

    [Fact]
    public void Items_that_double_at_every_level_are_too_complex()
    {
        var page = new StringBuilder("<div itemscope itemref='a0 b0'></div>");
        for (var i = 0; i < 30; i++)
        {
            foreach (var name in "ab")
                page.Append($"<div id={name}{i} itemprop=p itemscope itemref='a{i + 1} b{i + 1}'></div>");
        }

        Assert.Equal(PageErrorKind.TooComplex, Parsing.Refuse(page.ToString()).Kind);
    }

    [Fact]
    public void A_long_chain_of_items_is_too_deep()
    {
        var page = new StringBuilder("<div itemscope itemref=i0></div>");
        for (var i = 0; i < 5_000; i++) page.Append($"<div id=i{i} itemprop=p itemscope itemref=i{i + 1}></div>");

        Assert.Equal(PageErrorKind.TooDeep, Parsing.Refuse(page.ToString()).Kind);
    }

    [Fact]
    public void Many_items_that_share_a_large_part_are_too_complex()
    {
        var page = "<div id=shared>" + Repeat("<i></i>", 5_000) + "</div>"
            + Repeat("<div itemscope itemref=shared></div>", 2_000);

        Assert.Equal(PageErrorKind.TooComplex, Parsing.Refuse(page).Kind);
    }

    [Fact]
    public void Text_that_is_the_value_of_many_properties_is_too_large()
    {
        var page = Item + Repeat("<div itemprop=a>", 200) + new string('x', 1_000_000);

        Assert.Equal(PageErrorKind.TooLarge, Parsing.Refuse(page).Kind);
    }

    [Fact]
    public void A_long_base_is_not_joined_with_every_link()
    {
        var page = Parsing.Read(
            $"<base href='http://x/{new string('y', 100_000)}/'>" + Repeat("<img src=a.png>", 10_000));

        Assert.Null(page.BaseUrl);
        Assert.Equal("a.png", Assert.Single(page.Images).Url);
    }

    [Fact]
    public void Entities_that_expand_without_end_are_read_as_html()
    {
        var page = new StringBuilder("<?xml version='1.0'?><!DOCTYPE html [<!ENTITY e0 'ha'>");
        for (var i = 1; i < 40; i++) page.Append($"<!ENTITY e{i} '&e{i - 1};&e{i - 1};'>");
        page.Append("]><html xmlns='http://www.w3.org/1999/xhtml'><body>&e39;</body></html>");

        var read = Parsing.Read(page.ToString());

        Assert.Equal(PageWarningKind.NotWellFormed, Assert.Single(read.Warnings).Kind);
    }

    [Fact]
    public void A_document_type_is_never_fetched()
    {
        var page = Parsing.Read(
            "<?xml version='1.0'?><!DOCTYPE html SYSTEM 'file:///etc/passwd' [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>[&x;]</title></head></html>");

        Assert.DoesNotContain("root", page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_and_long_json_ld_is_left_out_with_a_warning()
    {
        var page = Parsing.Read(
            Script(Repeat("[", 100_000))
            + Script("{\"a\":" + Repeat("[", 100) + Repeat("]", 100) + "}")
            + Script("{\"a\":\"" + new string('x', 3_000_000) + "\"}")
            + Script("{\"a\":1}"));

        Assert.Single(page.JsonLd);
        Assert.Equal(
            [PageWarningKind.OversizedJsonLd, PageWarningKind.OversizedJsonLd, PageWarningKind.OversizedJsonLd],
            page.Warnings.Select(warning => warning.Kind));
    }

    [Fact]
    public void Warnings_are_bounded()
    {
        var page = Assert.IsType<PageOutcome.Success>(
            Parse(Repeat(Script("{"), 50), new PageLimits { MaximumWarnings = 10 })).Page;

        Assert.Equal(10, page.Warnings.Count);
        Assert.Equal(PageWarningKind.MoreWarnings, page.Warnings[^1].Kind);
        Assert.Contains("41 more", page.Warnings[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!--")]
    [InlineData("/*")]
    [InlineData("//")]
    [InlineData("<![CDATA[")]
    public void Json_ld_wrapped_without_end_is_left_out(string opening) =>
        Assert.Empty(Parsing.Read(Script(Repeat(opening, 150_000))).JsonLd);

    [Fact]
    public void A_page_cut_short_anywhere_is_read_or_refused()
    {
        SamplePages.Require();
        var whole = SamplePages.Read("songkick_tovestyrke.html");

        for (var length = 0; length < whole.Length; length += 997)
        {
            var outcome = Parsing.Parse(new PageSource(whole.AsMemory(0, length)));
            Assert.Equal(length == 0, outcome is PageOutcome.Failure);
        }
    }

    [Fact]
    public async Task A_cancelled_call_is_not_started()
    {
        var parser = new AngleSharpPageParser(new PageLimits());
        var source = new PageSource("<p>"u8.ToArray());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await parser.ParseAsync(source, new CancellationToken(true)));
    }

    private static PageOutcome Parse(string html, PageLimits limits) =>
        Parsing.Parse(new PageSource(Encoding.UTF8.GetBytes(html)), limits);

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static string Script(string json) => $"<script type=application/ld+json>{json}</script>";

    private static string Text(MicrodataItem item, string name) =>
        Assert.IsType<MicrodataValue.Text>(
            Assert.Single(item.Properties.Single(property => property.Name == name).Values)).Content;

    private static MicrodataItem Nested(MicrodataItem item, string name) =>
        Assert.IsType<MicrodataValue.Item>(
            Assert.Single(item.Properties.Single(property => property.Name == name).Values)).Content;
}
