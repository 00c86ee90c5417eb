using Cabinet.Application.Integrations.Pages;
using Cabinet.Infrastructure.Integrations.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>What is no page is refused in words that a person understands; what is a broken page is read.</summary>
public sealed class BrokenPageTests
{
    [Fact]
    public void An_empty_file_is_no_page()
    {
        var refused = Parsing.Refuse([]);

        Assert.Equal((PageErrorKind.NotAPage, "The file is empty."), (refused.Kind, refused.Message));
        Assert.Equal("anglesharp", refused.Provenance.Adapter);
    }

    [Theory]
    [InlineData(" \r\n\t ")]
    [InlineData("\uFEFF")]
    [InlineData("Just text. 1 < 2, and 3 > 2.")]
    [InlineData("{\"json\": true}")]
    public void Text_without_markup_is_no_page(string text) =>
        Assert.Equal(PageErrorKind.NotAPage, Parsing.Refuse(text).Kind);

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 16 }, "a JPEG image")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10 }, "a PNG image")]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31 }, "a PDF document")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 20, 0 }, "a ZIP archive")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "a gzip archive")]
    public void A_known_binary_file_is_named(byte[] content, string name)
    {
        var refused = Parsing.Refuse(content);

        Assert.Equal(PageErrorKind.NotAPage, refused.Kind);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_binary_file_is_no_page_even_with_a_tag_in_it()
    {
        var content = new byte[5000];
        new Random(7).NextBytes(content);
        "<html>"u8.CopyTo(content.AsSpan(100));

        Assert.Equal(PageErrorKind.NotAPage, Parsing.Refuse(content).Kind);
    }

    [Fact]
    public void Nul_bytes_in_a_page_are_survived()
    {
        var page = Parsing.Read(
            "<html>\0<head><title>a\0b</title><meta name='des\0c' content='\0'></head><body itemscope><p itemprop=p>"
            + "x\0y</p><script type=application/ld+json>{\"a\": \"b\0c\"}</script>");

        Assert.Equal("a\uFFFDb", page.Title);
        Assert.Equal("xy", ((MicrodataValue.Text)page.Microdata[0].Properties[0].Values[0]).Content);
        Assert.Single(page.JsonLd);
    }

    [Theory]
    [InlineData("<title>Half a ti", "Half a ti")]
    [InlineData("<title>T</title><meta name=description content=\"cut", "T")]
    [InlineData("<title>T</title><div itemscope><span itemprop", "T")]
    [InlineData("<title>T</title><script type=application/ld+json>{\"a\": 1", "T")]
    [InlineData("<title>T</title><!-- no end", "T")]
    public void A_page_cut_short_is_read_as_far_as_it_goes(string html, string title) =>
        Assert.Equal(title, Parsing.Read(html).Title);

    [Fact]
    public void The_registration_leaves_limits_that_are_registered_already()
    {
        var own = new PageLimits { MaximumBytes = 2048 };

        var services = new ServiceCollection().AddSingleton(own).AddAngleSharpPages().AddAngleSharpPages();

        Assert.Same(own, Assert.Single(services, one => one.ServiceType == typeof(PageLimits)).ImplementationInstance);
        Assert.Single(services, one => one.ServiceType == typeof(IPageParser));
        Assert.Single(services, one => one.ServiceType == typeof(AngleSharpPageParser));
        Assert.Equal("anglesharp 1.10.3", new AngleSharpPageParser(own).Adapter.ToString());
    }

    [Fact]
    public void Limits_outside_their_range_are_refused_by_name()
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(
            () => new AngleSharpPageParser(new PageLimits { MaximumDepth = 100_000 }));

        Assert.Contains("MaximumDepth must lie between 16 and 2048", refused.Message, StringComparison.Ordinal);
    }
}
