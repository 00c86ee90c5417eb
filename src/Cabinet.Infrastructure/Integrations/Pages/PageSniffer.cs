using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Tells what is no page from its first bytes, before anything is decoded or parsed.</summary>
internal static class PageSniffer
{
    // Enough for a judgement, and the same for every page.
    private const int Examined = 4096;

    private static readonly (byte[] Signature, string Name)[] Known =
    [
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
        ([.. "GIF8"u8], "a GIF image"),
        ([.. "RIFF"u8], "a RIFF file, such as a WebP image"),
        ([0x49, 0x49, 0x2A, 0x00], "a TIFF image"),
        ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image"),
        ([.. "%PDF-"u8], "a PDF document"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an office document"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
        ([0x42, 0x5A, 0x68], "a bzip2 archive"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([.. "wOF"u8], "a font"),
        ([.. "SQLite format 3"u8], "a database"),
    ];

    public static void RequirePage(ReadOnlySpan<byte> content, PageLimits limits)
    {
        if (content.IsEmpty) throw NotAPage("The file is empty.");
        if (content.Length > limits.MaximumBytes)
        {
            throw new PageLimitException(
                PageErrorKind.TooLarge,
                $"The page has {content.Length} bytes; at most {limits.MaximumBytes} are accepted.");
        }

        foreach (var (signature, name) in Known)
        {
            if (content.StartsWith(signature)) throw NotAPage($"The file is no web page but {name}.");
        }

        if (PageDecoder.ByUnicodeMark(content) is null && LooksBinary(content))
            throw NotAPage("The file is no web page: its content is binary.");
    }

    /// <summary>Text without any markup is no page; this is asked once the text is known.</summary>
    public static void RequireMarkup(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw NotAPage("The file holds nothing but white space.");
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length;
            at = text.IndexOf('<', at + 1))
        {
            var next = text[at + 1];
            if (char.IsAsciiLetter(next) || next is '!' or '/' or '?') return;
        }

        throw NotAPage("The file is no web page: it has no markup.");
    }

    /// <summary>Control characters that text doesn't have ("binary data bytes" of the WHATWG MIME Sniffing Standard).
    /// A few are forgiven, as a page with a stray NUL is a broken page, but still a page.</summary>
    private static bool LooksBinary(ReadOnlySpan<byte> content)
    {
        var examined = content[..Math.Min(content.Length, Examined)];
        var control = 0;
        foreach (var value in examined)
        {
            if (value is < 0x09 or 0x0B or (> 0x0D and < 0x1B) or (> 0x1B and < 0x20)) control++;
        }

        return control > examined.Length / 10;
    }

    private static PageLimitException NotAPage(string message) => new(PageErrorKind.NotAPage, message);
}
