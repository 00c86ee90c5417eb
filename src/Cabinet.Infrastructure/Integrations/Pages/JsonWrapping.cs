namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Takes off what pages wrap around the JSON in a script, so that old browsers, XML parsers or a server's
/// minifier may leave it alone: comments of HTML and JavaScript, CDATA marks, a closing semicolon.</summary>
internal static class JsonWrapping
{
    // Real pages have three or so. What has more is no JSON, and is found to be none.
    private const int MostLayers = 16;

    private static readonly string[] Openings = ["<![CDATA[", "<!--", "><!--"];

    private static readonly string[] Closings = ["<!]]>", "]]>", "-->", "*/", "//", "/*", ";"];

    public static string Remove(string block)
    {
        var rest = TrimStart(block);
        for (var layer = 0; layer < MostLayers; layer++) rest = TrimStart(AfterOpening(rest));
        rest = TrimEnd(rest);
        for (var layer = 0; layer < MostLayers; layer++) rest = TrimEnd(BeforeClosing(rest));
        return rest.ToString();
    }

    private static ReadOnlySpan<char> AfterOpening(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("<![CDATA[")) return text["<![CDATA[".Length..];
        if (text.StartsWith("<!--")) return AfterHtmlComment(text);
        if (text.StartsWith("//"))
        {
            var marked = AfterCommentedMark(text[2..]);
            return marked.IsEmpty ? AfterLine(text) : marked;
        }

        if (!text.StartsWith("/*")) return text;
        var end = text.IndexOf("*/");
        return end < 0 ? text : text[(end + 2)..];
    }

    /// <summary>A comment that stands before the JSON goes whole; a mark that opens around it goes alone.</summary>
    private static ReadOnlySpan<char> AfterHtmlComment(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf("-->");
        if (end < 0) return text["<!--".Length..];
        var after = TrimStart(text[(end + 3)..]);
        var isWhole = text[..end].IndexOfAny('{', '[') < 0 || (!after.IsEmpty && after[0] is '{' or '[');
        return isWhole ? after : text["<!--".Length..];
    }

    private static ReadOnlySpan<char> AfterCommentedMark(ReadOnlySpan<char> text)
    {
        var inner = text.TrimStart(" \t");
        foreach (var opening in Openings)
        {
            if (inner.StartsWith(opening)) return inner[opening.Length..];
        }

        return [];
    }

    private static ReadOnlySpan<char> AfterLine(ReadOnlySpan<char> text)
    {
        var line = text.IndexOfAny('\r', '\n');
        return line < 0 ? text : text[line..];
    }

    private static ReadOnlySpan<char> BeforeClosing(ReadOnlySpan<char> text)
    {
        foreach (var closing in Closings)
        {
            if (text.EndsWith(closing)) return text[..^closing.Length];
        }

        return text;
    }

    private static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && IsBlank(text[at])) at++;
        return text[at..];
    }

    private static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && IsBlank(text[end - 1])) end--;
        return text[..end];
    }

    /// <summary>What says nothing outside a string. The HTML parser makes U+FFFD of a NUL in a script.</summary>
    public static bool IsBlank(char character) =>
        char.IsWhiteSpace(character) || char.IsControl(character) || character is '\uFEFF' or '\uFFFD';
}
