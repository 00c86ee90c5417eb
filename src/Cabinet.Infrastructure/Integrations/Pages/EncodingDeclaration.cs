using System.Buffers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Finds the label of a page's encoding where it is declared.</summary>
internal static class EncodingDeclaration
{
    // The standard asks for the declaration in the first 1,024 bytes; real pages put it later, after scripts.
    private const int Examined = 8192;

    private const string Charset = "charset";

    private static readonly SearchValues<char> LabelEnds = SearchValues.Create(" \t\r\n\f;,");

    /// <summary>The <c>charset</c> parameter of a media type, or null.</summary>
    public static string? InMediaType(string? mediaType)
    {
        if (mediaType is null) return null;
        var at = 0;
        while ((at = mediaType.IndexOf(Charset, at, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            at += Charset.Length;
            var rest = mediaType.AsSpan(at).TrimStart();
            if (rest.StartsWith("=")) return Label(rest[1..].TrimStart());
        }

        return null;
    }

    /// <summary>The encoding that the beginning of a page declares, or null. All encodings that can be declared this
    /// way agree with ASCII in what a declaration consists of, so the beginning is read as Latin-1.</summary>
    public static string? InPage(ReadOnlySpan<byte> content)
    {
        var start = Encoding.Latin1.GetString(content[..Math.Min(content.Length, Examined)]);
        return InXmlDeclaration(start) ?? InMeta(start);
    }

    private static string? InXmlDeclaration(string start)
    {
        if (!start.StartsWith("<?xml", StringComparison.Ordinal)) return null;
        var end = start.IndexOf("?>", StringComparison.Ordinal);
        if (end < 0) return null;
        var declaration = start.AsSpan(0, end);
        var at = declaration.IndexOf("encoding");
        if (at < 0) return null;
        var rest = declaration[(at + "encoding".Length)..].TrimStart();
        return rest.StartsWith("=") ? Label(rest[1..].TrimStart()) : null;
    }

    private static string? InMeta(string start)
    {
        var document = new HtmlParser().ParseDocument(start);
        foreach (var meta in document.GetElementsByTagName("meta"))
        {
            if (meta.GetAttribute(Charset) is { } direct && !string.IsNullOrWhiteSpace(direct)) return direct.Trim();
            if (!string.Equals(meta.GetAttribute("http-equiv"), "content-type", StringComparison.OrdinalIgnoreCase))
                continue;
            if (InMediaType(meta.GetAttribute("content")) is { } label) return label;
        }

        return null;
    }

    private static string? Label(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty) return null;
        var quoted = value[0] is '"' or '\'';
        var end = quoted ? value[1..].IndexOf(value[0]) : value.IndexOfAny(LabelEnds);
        var label = quoted
            ? end < 0 ? [] : value.Slice(1, end)
            : end < 0 ? value : value[..end];
        label = label.Trim();
        return label.IsEmpty ? null : label.ToString();
    }
}
