using System.Text;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

public sealed class PageEncodingTests
{
    private const string Russian = "Шкаф";

    [Theory]
    [InlineData("windows-1251", 1251, Russian)]
    [InlineData("koi8-r", 20866, Russian)]
    [InlineData("shift_jis", 932, "棚")]
    [InlineData("gb18030", 54936, "柜€")]
    [InlineData("euc-kr", 949, "장롱")]
    [InlineData("iso-8859-2", 28592, "Skříň")]
    public void A_declared_legacy_encoding_is_used(string label, int codePage, string title)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;

        var brief = Parsing.Read(encoding.GetBytes($"<meta charset={label}><title>{title}</title>"));
        var formal = Parsing.Read(encoding.GetBytes(
            $"<meta http-equiv=Content-Type content='text/html; charset=\"{label}\"'><title>{title}</title>"));

        Assert.Equal((label, title), (brief.Encoding, brief.Title));
        Assert.Equal((label, title), (formal.Encoding, formal.Title));
    }

    [Theory]
    [InlineData("latin1")]
    [InlineData("ISO-8859-1")]
    [InlineData(" us-ascii ")]
    public void Latin_1_is_windows_1252_as_in_browsers(string label)
    {
        // 0x80 is the euro sign in windows-1252 and a control character in Latin-1.
        var page = Parsing.Read([.. Encoding.ASCII.GetBytes($"<meta charset='{label}'><title>caf"), 0xE9, 0x80]);

        Assert.Equal(("windows-1252", "café€"), (page.Encoding, page.Title));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf_16_is_told_by_its_mark_or_by_its_first_characters(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        var body = encoding.GetBytes("<!DOCTYPE html><meta charset=windows-1251><title>Größe</title>");

        var marked = Parsing.Read([.. encoding.GetPreamble(), .. body]);
        var bare = Parsing.Read(body);

        var name = bigEndian ? "utf-16be" : "utf-16le";
        Assert.Equal((name, "Größe"), (marked.Encoding, marked.Title));
        Assert.Equal((name, "Größe"), (bare.Encoding, bare.Title));
    }

    [Fact]
    public void A_mark_outranks_every_declaration()
    {
        var page = Parsing.Read([0xEF, 0xBB, 0xBF, .. "<meta charset=windows-1251><title>Größe</title>"u8]);

        Assert.Equal(("utf-8", "Größe"), (page.Encoding, page.Title));
    }

    [Fact]
    public void The_media_type_outranks_the_page()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1251)!
            .GetBytes($"<meta charset=utf-8><title>{Russian}</title>");

        var outcome = Parsing.Parse(new PageSource(bytes) { MediaType = "text/html; charset=windows-1251" });

        Assert.Equal(Russian, Assert.IsType<PageOutcome.Success>(outcome).Page.Title);
    }

    [Fact]
    public void Utf_16_in_a_declaration_that_is_not_utf_16_means_utf_8() =>
        Assert.Equal("Größe", Parsing.Read("<meta charset=utf-16><title>Größe</title>").Title);

    [Fact]
    public void Without_a_declaration_utf_8_is_tried_and_then_windows_1252()
    {
        Assert.Equal("utf-8", Parsing.Read("<title>Größe</title>").Encoding);
        var page = Parsing.Read([.. "<title>Gr"u8, 0xF6, 0xDF, .. "e</title>"u8]);
        Assert.Equal(("windows-1252", "Größe"), (page.Encoding, page.Title));
    }

    [Fact]
    public void The_xml_declaration_counts_for_xhtml()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes(
            "<?xml version=\"1.0\" encoding=\"windows-1251\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"
            + $"<head><title>{Russian}</title></head></html>");

        Assert.Equal(Russian, Parsing.Read(bytes).Title);
    }

    [Fact]
    public void An_unknown_encoding_is_read_as_utf_8_if_that_fits()
    {
        var page = Parsing.Read("<meta charset=x-own><title>Größe</title>");

        Assert.Equal("Größe", page.Title);
        Assert.Equal(PageWarningKind.UnknownEncoding, Assert.Single(page.Warnings).Kind);
    }

    [Fact]
    public void An_unknown_encoding_that_is_not_utf_8_is_refused()
    {
        var refused = Parsing.Refuse([.. "<meta charset=x-own><title>Gr"u8, 0xF6, 0xDF, .. "e</title>"u8]);

        Assert.Equal(PageErrorKind.UnreadableEncoding, refused.Kind);
        Assert.Contains("Save it as UTF-8", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Utf_32_is_refused() =>
        Assert.Equal(
            PageErrorKind.UnreadableEncoding,
            Parsing.Refuse([0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("<title>x</title>")]).Kind);

    [Fact]
    public void Bytes_that_are_not_utf_8_are_replaced_with_a_warning()
    {
        var page = Parsing.Read([.. "<meta charset=utf-8><title>Gr"u8, 0xF6, .. "e</title>"u8]);

        Assert.Equal("Gr\uFFFDe", page.Title);
        Assert.Equal(PageWarningKind.ReplacedCharacters, Assert.Single(page.Warnings).Kind);
    }
}
