using System.Buffers.Binary;
using System.Text.Unicode;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Turns a page's bytes into characters.</summary>
/// <remarks>
/// The order is that of the HTML standard ("determining the character encoding"): byte order mark; the charset that the
/// page came with; the encoding that the page declares in a <c>meta</c> element or, where it has one, in its XML
/// declaration. Without any of them it is UTF-8 if it is valid UTF-8, otherwise windows-1252.
/// </remarks>
internal static class PageDecoder
{
    public static PageText Decode(PageSource source, PageBudget budget)
    {
        var content = source.Content.Span;
        var (encoding, mark) = ByUnicodeMark(content) is { } found
            ? found
            : (ByLabel(source, content, budget) ?? ByContent(content), 0);
        var bytes = content[mark..];
        if (encoding.Name == PageEncoding.Utf8.Name && !Utf8.IsValid(bytes))
        {
            budget.Warn(
                PageWarningKind.ReplacedCharacters, "Some bytes are not valid UTF-8; they became U+FFFD.");
        }

        var text = encoding.Decode(bytes);
        PageSniffer.RequireMarkup(text);
        return new PageText(text, encoding.Name);
    }

    /// <summary>The encoding by a byte order mark, and the mark's length; also UTF-16 without one, told by the
    /// angle bracket that a page starts with. UTF-32 is refused as in browsers.</summary>
    public static (PageEncoding Encoding, int MarkLength)? ByUnicodeMark(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return (PageEncoding.Utf8, 3);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])
            || content.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            throw new PageLimitException(
                PageErrorKind.UnreadableEncoding, "The page is written in UTF-32, which pages on the web can't be.");
        }

        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (PageEncoding.Utf16LittleEndian, 2);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (PageEncoding.Utf16BigEndian, 2);
        if (content.Length < 4) return null;
        if (content.StartsWith("<\0"u8) && content[3] == 0 && content[2] != 0)
            return (PageEncoding.Utf16LittleEndian, 0);
        if (BinaryPrimitives.ReadUInt16BigEndian(content) == '<' && content[2] == 0 && content[3] != 0)
            return (PageEncoding.Utf16BigEndian, 0);
        return null;
    }

    private static PageEncoding? ByLabel(PageSource source, ReadOnlySpan<byte> content, PageBudget budget)
    {
        string? unknown = null;
        if (EncodingDeclaration.InMediaType(source.MediaType) is { } outside)
        {
            if (PageEncoding.Find(outside) is { } encoding) return encoding;
            unknown = outside;
        }

        if (EncodingDeclaration.InPage(content) is { } inside)
        {
            if (PageEncoding.FindDeclared(inside) is { } encoding) return encoding;
            unknown = inside;
        }

        if (unknown is null) return null;
        if (!Utf8.IsValid(content))
        {
            throw new PageLimitException(
                PageErrorKind.UnreadableEncoding,
                "The page declares a character encoding that is unknown here, and its bytes are not UTF-8 either. "
                + "Save it as UTF-8.");
        }

        budget.Warn(
            PageWarningKind.UnknownEncoding, "The page declares an unknown character encoding; read as UTF-8.");
        return PageEncoding.Utf8;
    }

    private static PageEncoding ByContent(ReadOnlySpan<byte> content) =>
        Utf8.IsValid(content) ? PageEncoding.Utf8 : PageEncoding.Windows1252;
}
