using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

public sealed class MicrodataTests
{
    [Theory]
    [InlineData("<span itemprop=p>  a \n <b>b</b> , c </span>", "a b, c")]
    [InlineData("<span itemprop=p>a<b>b</b>(<i>c</i>)</span>", "a b (c)")]
    [InlineData("<div itemprop=p>a<br>b<p>c</p>d</div>", "a\nb\n\nc\n\nd")]
    [InlineData("<ul itemprop=p><li>a<li>b</ul>", "a\nb")]
    [InlineData("<span itemprop=p>a<script>x</script>b<style>y</style><!-- z --></span>", "ab")]
    [InlineData("<span itemprop=p>a&nbsp;&#8195;b</span>", "a b")]
    [InlineData("<span itemprop=p content=c>text</span>", "c")]
    [InlineData("<span itemprop=p content=''>text</span>", "text")]
    [InlineData("<meta itemprop=p content=' c '>", " c ")]
    [InlineData("<meta itemprop=p>", "")]
    [InlineData("<img itemprop=p src=' a.png ' content=no>", "a.png")]
    [InlineData("<img itemprop=p>", "")]
    [InlineData("<a itemprop=p href='../a?b#c'>text</a>", "../a?b#c")]
    [InlineData("<link itemprop=p href='http://schema.org/InStock'>", "http://schema.org/InStock")]
    [InlineData("<object itemprop=p data=o></object>", "o")]
    [InlineData("<video itemprop=p src=v></video>", "v")]
    [InlineData("<data itemprop=p value=1>one</data>", "1")]
    [InlineData("<data itemprop=p>one</data>", "")]
    [InlineData("<meter itemprop=p value=4.5>4 of 5</meter>", "4.5")]
    [InlineData("<time itemprop=p datetime=2020-01-01>then</time>", "2020-01-01")]
    [InlineData("<time itemprop=p>2020</time>", "2020")]
    public void A_value_follows_from_its_element(string property, string value)
    {
        var item = Assert.Single(Parsing.Read($"<div itemscope>{property}</div>").Microdata);

        var text = Assert.IsType<MicrodataValue.Text>(Assert.Single(Assert.Single(item.Properties).Values));
        Assert.Equal(value, text.Content);
    }

    [Fact]
    public void Links_are_resolved_when_the_page_is_known()
    {
        var page = Parsing.Read(
            "<div itemscope itemtype=http://schema.org/Thing itemid=/id><a itemprop=p href=b>x</a></div>",
            "http://host.example/dir/page");

        var item = Assert.Single(page.Microdata);
        Assert.Equal("http://host.example/id", item.Id);
        Assert.Equal(new MicrodataValue.Text("http://host.example/dir/b"), item.Properties[0].Values[0]);
    }

    [Fact]
    public void An_item_has_many_types_and_only_a_typed_item_has_an_id()
    {
        var page = Parsing.Read(
            "<p itemscope itemtype='http://a/x \n http://a/y http://a/x' itemid=' urn:x:1 '></p>"
            + "<p itemscope itemid=urn:x:2></p>");

        Assert.Equal(["http://a/x", "http://a/y"], page.Microdata[0].Types);
        Assert.Equal("urn:x:1", page.Microdata[0].Id);
        Assert.Null(page.Microdata[1].Id);
    }

    [Fact]
    public void A_property_of_a_nested_item_belongs_to_that_item_alone()
    {
        var page = Parsing.Read(
            "<div itemscope><i itemprop=a>1</i><div itemprop='b c' itemscope><i itemprop=d>2</i></div>"
            + "<div itemscope><i itemprop=e>3</i></div></div>");

        Assert.Equal(2, page.Microdata.Count);
        Assert.Equal(["a", "b", "c"], page.Microdata[0].Properties.Select(property => property.Name));
        Assert.Equal(["e"], page.Microdata[1].Properties.Select(property => property.Name));
    }

    [Fact]
    public void References_add_properties_after_the_items_own()
    {
        var page = Parsing.Read(
            "<p id=x itemprop=a>1</p><div itemscope itemref='x  y missing'><i itemprop=a>2</i></div>"
            + "<div id=y><i itemprop=a>3</i><div itemscope><i itemprop=a>4</i></div></div>");

        Assert.Equal(
            ["2", "1", "3"],
            page.Microdata[0].Properties.Single().Values.Select(value => ((MicrodataValue.Text)value).Content));
        Assert.Equal(PageWarningKind.MissingReference, Assert.Single(page.Warnings).Kind);
    }

    [Fact]
    public void An_item_that_belongs_to_nobody_is_not_lost() =>
        Assert.Equal("lost", Assert.Single(
            Parsing.Read("<p itemprop=lost itemscope itemtype=urn:x>lost</p>").Microdata).Value);

    [Fact]
    public void A_form_control_describes_what_an_action_needs()
    {
        var page = Parsing.Read(
            "<form itemscope><input itemprop=query-input name=q required><input itemprop=a-output></form>");

        Assert.Equal(new MicrodataValue.ActionInput("q", true), page.Microdata[0].Properties[0].Values[0]);
        Assert.Equal(new MicrodataValue.ActionInput(null, false), page.Microdata[0].Properties[1].Values[0]);
    }
}
