using System.Text;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>Open Graph, Dublin Core, plain metadata, images, links, and the canonical form.</summary>
public sealed class MetadataTests
{
    [Fact]
    public void Structured_properties_are_put_together()
    {
        var page = Parsing.Read(
            Property("og:image", "a.jpg") + Property("og:image:width", "10") + Property("og:image:alt", "A")
            + Property("og:image", "b.jpg") + Property("og:image:url", "c.jpg") + Property("og:title", "T")
            + Property("og:image:width", "20")
            + Property("og:video:url", "v1") + Property("og:video:width", "1") + Property("og:video:url", "v2")
            + Property("og:audio:type", "audio/mpeg")
            + Property("music:song", "s1") + Property("music:song:track", "1"));

        Assert.Equal(
            [
                "og:image a.jpg 10,A", "og:image b.jpg c.jpg,20", "og:video v1 1", "og:video v2 ",
                "og:audio  audio/mpeg", "music:song s1 1",
            ],
            page.OpenGraph!.Objects.Select(Show));
    }

    [Fact]
    public void A_prefix_is_declared_on_the_root_or_the_head_and_the_head_wins()
    {
        var page = Parsing.Read(
            "<html prefix='a: http://one/ b:http://two/' xmlns:c='http://three/'><head prefix='a: http://four/'>"
            + Property("a:x", "1") + Property("b:y", "2") + Property("c:z", "3") + Property("d:w", "4"));

        Assert.Equal(["http://four/x", "http://two/y"], page.OpenGraph!.Properties.Select(property => property.Iri));
        Assert.Equal(["http://three/z", null], page.Meta.Select(tag => tag.Iri));
    }

    [Fact]
    public void A_page_without_open_graph_or_dublin_core_has_none()
    {
        var page = Parsing.Read("<meta name=viewport content=x>");

        Assert.Null(page.OpenGraph);
        Assert.Null(page.DublinCore);
        Assert.Equal(new MetaTag(MetaTagKind.Name, "viewport", "x"), Assert.Single(page.Meta));
    }

    [Fact]
    public void Plain_metadata_is_kept_and_a_bare_description_counts_for_both()
    {
        var page = Parsing.Read(
            "<html lang=' en-GB '><title> a \n b </title><link rel='x canonical' href=' /c '>"
            + "<meta name=description content=D><meta name=DC.creator content=C><meta http-equiv=refresh content=1>",
            "http://host.example/x");

        Assert.Equal(("a b", "en-GB", "http://host.example/c"), (page.Title, page.Language, page.CanonicalUrl));
        Assert.Equal(["description", "refresh"], page.Meta.Select(tag => tag.Name));
        Assert.Equal([false, true], page.DublinCore!.Elements.Select(element => element.Qualified));
    }

    [Fact]
    public void Images_are_found_wherever_a_page_names_them_and_once_each()
    {
        var page = Parsing.Read(
            "<meta property=og:image content=og.jpg><link rel='shortcut icon' href=icon.ico>"
            + "<img src=a.jpg alt=A srcset='a.jpg 1x, b.jpg 2x,c.jpg 3x'><img src='data:image/png;base64,AA'><img>"
            + "<a href='full.JPEG?x=1'>x</a><a href=page.html>y</a><video poster=p.png></video>"
            + "<div itemscope><a itemprop=image href=m.jpg>x</a><i itemprop=name>n</i></div>"
            + "<script type=application/ld+json>{\"image\":[\"a.jpg\",{\"url\":\"j.jpg\"}],\"url\":\"no\"}</script>");

        Assert.Equal(
            [
                "Element a.jpg A", "Element b.jpg A", "Element c.jpg A", "Link full.JPEG?x=1 ", "Element p.png ",
                "Link m.jpg ", "Metadata og.jpg ", "Metadata icon.ico ", "JsonLd j.jpg ",
            ],
            page.Images.Select(image => $"{image.Origin} {image.Url} {image.AlternativeText}"));
    }

    // The examples of RFC 3986, section 5.4, but for those that only differ in obsolete schemes.
    [Theory]
    [InlineData("g:h", "g:h")]
    [InlineData("g", "http://a/b/c/g")]
    [InlineData("./g", "http://a/b/c/g")]
    [InlineData("g/", "http://a/b/c/g/")]
    [InlineData("/g", "http://a/g")]
    [InlineData("//g", "http://g")]
    [InlineData("?y", "http://a/b/c/d;p?y")]
    [InlineData("g?y", "http://a/b/c/g?y")]
    [InlineData("#s", "http://a/b/c/d;p?q#s")]
    [InlineData("g#s", "http://a/b/c/g#s")]
    [InlineData("g?y#s", "http://a/b/c/g?y#s")]
    [InlineData(";x", "http://a/b/c/;x")]
    [InlineData("g;x?y#s", "http://a/b/c/g;x?y#s")]
    [InlineData("", "http://a/b/c/d;p?q")]
    [InlineData(".", "http://a/b/c/")]
    [InlineData("./", "http://a/b/c/")]
    [InlineData("..", "http://a/b/")]
    [InlineData("../g", "http://a/b/g")]
    [InlineData("../../g", "http://a/g")]
    [InlineData("../../../g", "http://a/g")]
    [InlineData("/../g", "http://a/g")]
    [InlineData("g.", "http://a/b/c/g.")]
    [InlineData("..g", "http://a/b/c/..g")]
    [InlineData("./../g", "http://a/b/g")]
    [InlineData("./g/.", "http://a/b/c/g/")]
    [InlineData("g/../h", "http://a/b/c/h")]
    [InlineData("g;x=1/../y", "http://a/b/c/y")]
    [InlineData("g?y/../x", "http://a/b/c/g?y/../x")]
    [InlineData("g#s/../x", "http://a/b/c/g#s/../x")]
    [InlineData("http://schema.org", "http://schema.org")]
    [InlineData(" g\n/h\t", "http://a/b/c/g/h")]
    public void References_are_resolved_by_the_rfc(string reference, string resolved)
    {
        var page = Parsing.Read($"<div itemscope><a itemprop=u href='{reference}'></a></div>", "http://a/b/c/d;p?q");

        Assert.Equal(new MicrodataValue.Text(resolved), page.Microdata[0].Properties[0].Values[0]);
    }

    [Fact]
    public void The_pages_own_base_wins_and_a_relative_one_builds_on_its_address()
    {
        Assert.Equal("http://b/x/", Parsing.Read("<base href='http://b/x/'>", "http://a/").BaseUrl);
        Assert.Equal("http://a/y/", Parsing.Read("<base target=_top><base href=y/>", "http://a/z").BaseUrl);
        Assert.Null(Parsing.Read("<base href=y/>").BaseUrl);
    }

    [Fact]
    public void The_json_form_is_canonical()
    {
        var page = Parsing.Read(
            "<title>Größe &lt;1&gt; 'a' \"b\"</title><div itemscope itemtype=urn:t><i itemprop=b>2</i>"
            + "<i itemprop=a>1</i><i itemprop=b>3</i><input itemprop=x-input name=n></div>");

        Assert.Equal(
            """{"title":"Größe <1> 'a' \"b\"","encoding":"utf-8","meta":[],"jsonLd":[],"microdata":["""
            + """{"type":["urn:t"],"properties":{"b":["2","3"],"a":["1"],"x-input":[{"valueName":"n"}]}}]"""
            + ""","images":[],"warnings":[]}""",
            Encoding.UTF8.GetString(PageJson.Serialize(page)));
    }

    [Fact]
    public void The_same_page_gives_the_same_bytes_in_parallel()
    {
        SamplePages.Require();
        var content = SamplePages.Read("songkick_elysianfields.html");
        var expected = PageJson.Serialize(Parsing.Read(content));

        Parallel.For(0, 50, _ => Assert.Equal(expected, PageJson.Serialize(Parsing.Read(content))));
    }

    [Fact]
    public void Both_pages_about_the_anvil_say_the_same()
    {
        SamplePages.Require();
        var fragment = Parsing.Read(SamplePages.Read("misc_product_microdata.html"));
        var whole = Parsing.Read(SamplePages.Read("schema.org_product.html"));

        Assert.Equal(
            ExtructView.Of(whole, "microdata").ToJsonString(), ExtructView.Of(fragment, "microdata").ToJsonString());
    }

    private static string Show(OpenGraphObject entry) =>
        $"{entry.Property} {entry.Content} {string.Join(',', entry.Details.Select(detail => detail.Content))}";

    private static string Property(string name, string content) => $"<meta property={name} content='{content}'>";
}
