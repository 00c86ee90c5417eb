using System.Text;
using System.Text.Json;
using Cabinet.Application.Integrations.Pages;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>Whatever the bytes, the answer is a closed result within its bounds, the same each time, and its JSON form
/// is JSON.</summary>
public sealed class RandomPageTests
{
    private static readonly PageLimits Limits = new()
    {
        MaximumBytes = 4096,
        MaximumDepth = 32,
        MaximumElements = 300,
        MaximumItems = 20,
        MaximumItemDepth = 5,
        MaximumExtractedCharacters = 5_000,
        MaximumJsonLdDepth = 8,
        MaximumWarnings = 5,
    };

    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "=", "'", "\"", " ", "\n", "&", "&amp;", "&#xD800;", "&#0;", "<!--", "-->", "<![CDATA[",
        "]]>", "<?xml version='1.0'?>", "<!DOCTYPE html>", "<html xmlns='http://www.w3.org/1999/xhtml'>", "<table>",
        "<div itemscope ", "itemtype='urn:a urn:b' ", "itemid=x ", "itemprop='a b' ", "itemref='i j' ", "id=i ",
        "id=j ", "<meta ", "property='og:image:width' ", "property=og:image ", "prefix='x: y og:' ", "name=DC.title ",
        "content=c ", "<link rel=schema.DC href=http://purl.org/dc/terms/ ", "<base href=http://b/c/>",
        "href='../x?y#z' ", "<img src=a.png srcset='a 1x, b' ",
        "<script type=application/ld+json>", "</script>", "{\"a\":", "[", "]", "}",
        "\\ud800", "\\", "//", "/*", "1e5", "<svg>", "<math>", "<template>", "<b>", "</b>", "<p>", "<a>", "</p>",
        "<select>", "<frameset>", "<plaintext>", "<textarea>", "<title>", "\0", "\uFEFF", "é", "\uD83D\uDE00",
        "charset=utf-16 ", "charset=x-own ", "charset=big5 ",
    ];

    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[0, 5000];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(piece => Pieces[piece]);

    private static readonly Gen<byte[]> Soup =
        Piece.Array[0, 400].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)));

    private static readonly Gen<byte[]> SpoiltSoup =
        Gen.Select(Soup, Gen.Int[0, 500], Gen.Byte).Select((soup, position, value) =>
        {
            if (soup.Length > 0) soup[position % soup.Length] = value;
            return soup;
        });

    private static readonly Gen<byte[]> WideSoup =
        Piece.Array[0, 200].Select(pieces => Encoding.Unicode.GetBytes("<" + string.Concat(pieces)));

    [Fact]
    public void Any_bytes_give_a_closed_result_within_bounds() =>
        Gen.OneOf(Bytes, Soup, SpoiltSoup, WideSoup).Sample(Check, iter: 2_000);

    [Fact]
    public void A_sample_page_with_random_damage_gives_a_closed_result()
    {
        SamplePages.Require();
        var pages = SamplePages.Names.Select(SamplePages.Read).Where(page => page.Length <= 4096).ToArray();
        var damage = Gen.Select(Gen.Int[0, pages.Length - 1], Gen.Select(Gen.Int[0, 4095], Gen.Byte).Array[1, 20]);

        damage.Sample(
            (page, spots) =>
            {
                var content = pages[page].ToArray();
                foreach (var (position, value) in spots) content[position % content.Length] = value;
                Check(content);
            },
            iter: 500);
    }

    private static void Check(byte[] content)
    {
        var name = content.Length % 2 == 0 ? "page.xhtml" : "page.html";
        var first = Parsing.Parse(new PageSource(content) { Name = name }, Limits);
        var second = Parsing.Parse(new PageSource(content) { Name = name }, Limits);
        switch (first)
        {
            case PageOutcome.Success success:
                var json = PageJson.Serialize(success.Page);
                Assert.Equal(json, PageJson.Serialize(Assert.IsType<PageOutcome.Success>(second).Page));
                using (var parsed = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 }))
                    Assert.Equal(JsonValueKind.Object, parsed.RootElement.ValueKind);

                // Each value stands in the result at most once for each name that it has, and names are short here.
                Assert.True(json.Length < 40 * Limits.MaximumExtractedCharacters, $"{json.Length} bytes came out");
                Assert.True(success.Page.Warnings.Count <= Limits.MaximumWarnings);
                break;
            case PageOutcome.Failure failure:
                Assert.True(Enum.IsDefined(failure.Kind));
                Assert.NotEqual(PageErrorKind.ParsingFailed, failure.Kind);
                Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
                Assert.Equal(failure.Message, Assert.IsType<PageOutcome.Failure>(second).Message);
                break;
            default:
                Assert.Fail("The result is not one of the closed set.");
                break;
        }
    }
}
