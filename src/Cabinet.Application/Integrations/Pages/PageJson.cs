using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>The canonical JSON form of a <see cref="ParsedPage"/>.</summary>
/// <remarks>
/// UTF-8 without a byte order mark and without insignificant white space; members in the order in which the types
/// declare them, those of JSON-LD and of microdata properties in the order of the page; lists always written, absent
/// values never. Escaped are only what JSON requires, characters that don't show, and those beyond U+FFFF. The same
/// page gives the same bytes.
/// </remarks>
public static class PageJson
{
    // Items may be 64 deep and take three levels of JSON each, JSON-LD may be 256 deep.
    private const int Depth = 512;

    // The output is JSON in a file or a message, never a part of an HTML page, so nothing but JSON itself is escaped.
    private static readonly PageJsonContext Context = new(new JsonSerializerOptions(PageJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = Depth,
    });

    /// <summary>Writes a page.</summary>
    /// <param name="page">The page.</param>
    /// <returns>Its canonical JSON form.</returns>
    public static byte[] Serialize(ParsedPage page) => JsonSerializer.SerializeToUtf8Bytes(page, Context.ParsedPage);
}
