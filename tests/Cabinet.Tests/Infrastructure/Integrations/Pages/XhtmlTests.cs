using System.Text;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

public sealed class XhtmlTests
{
    private const string Root = "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"de\">";

    [Fact]
    public void Empty_elements_end_where_they_stand()
    {
        // Read as HTML, the script would swallow the rest of the page.
        var page = Read(
            $"<?xml version=\"1.0\"?>{Root}<head><script src=\"a.js\"/><title>T</title></head><body>"
            + "<div itemscope=\"itemscope\"><span itemprop=\"a\"/><b itemprop=\"b\">x</b></div></body></html>");

        Assert.Equal(("T", "de"), (page.Title, page.Language));
        Assert.Equal(["a", "b"], page.Microdata.Single().Properties.Select(property => property.Name));
        Assert.Empty(page.Warnings);
    }

    [Fact]
    public void A_data_section_is_text()
    {
        var page = Read(
            $"<?xml version=\"1.0\"?>{Root}<head><title>a &amp; b</title><script type=\"application/ld+json\"><![CDATA["
            + "{\"name\": \"<b> & co\"}]]></script></head></html>");

        Assert.Equal("a & b", page.Title);
        Assert.Equal("<b> & co", page.JsonLd.Single().GetProperty("name").GetString());
    }

    [Fact]
    public void The_entities_of_xhtml_are_known_without_a_network()
    {
        var page = Read(
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" "
            + $"\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">{Root}<head><title>caf&eacute;&nbsp;x</title>"
            + "</head><body><a href=\"#\">x</a></body></html>");

        Assert.Equal("café x", page.Title);
        Assert.Empty(page.Warnings);
    }

    [Fact]
    public void An_unknown_document_type_counts_as_empty()
    {
        var page = Read(
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML+RDFa 1.0//EN\" "
            + $"\"http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd\">{Root}<head><title/><script/></head>"
            + "<body><p itemscope=\"\"/></body></html>");

        Assert.Single(page.Microdata);
        Assert.Empty(page.Warnings);
    }

    [Theory]
    [InlineData("page.xhtml", null)]
    [InlineData("page", "application/xhtml+xml; charset=utf-8")]
    public void The_name_or_the_media_type_says_that_a_page_is_xhtml(string name, string? mediaType)
    {
        var text = $"{Root}<head><title/></head><body><p id=\"a\"/></body></html>";
        var source = new PageSource(Encoding.UTF8.GetBytes(text))
        {
            Name = name,
            MediaType = mediaType,
        };

        // As HTML the title would be the rest of the page.
        Assert.Null(Assert.IsType<PageOutcome.Success>(Parsing.Parse(source)).Page.Title);
    }

    [Fact]
    public void Xhtml_that_is_not_well_formed_is_read_as_html_with_a_warning()
    {
        var page = Read(
            $"<?xml version=\"1.0\"?>{Root}<head><title>T</title></head><body><p>a<br>b&nbsp;</body></html>");

        Assert.Equal("T", page.Title);
        Assert.Equal(PageWarningKind.NotWellFormed, Assert.Single(page.Warnings).Kind);
    }

    [Fact]
    public void The_attempt_to_read_a_page_as_xml_does_not_count_against_it()
    {
        // Fifteen elements, met twice, under a limit of twenty.
        var text = $"<?xml version=\"1.0\"?>{Root}<head><title>T</title></head><body>"
            + string.Concat(Enumerable.Repeat("<p>x</p>", 11)) + "&nbsp;</body></html>";

        var outcome = Parsing.Parse(
            new PageSource(Encoding.UTF8.GetBytes(text)), new PageLimits { MaximumElements = 20 });

        Assert.Equal("T", Assert.IsType<PageOutcome.Success>(outcome).Page.Title);
    }

    [Fact]
    public void Html_with_an_xhtml_document_type_is_html() =>
        Assert.Empty(Read(
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">" + Root + "<p>not closed").Warnings);

    private static ParsedPage Read(string text) => Parsing.Read(text);
}
