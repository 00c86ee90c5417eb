namespace Cabinet.Application.Integrations.Pages;

/// <summary>A web page as it was received, not to be trusted.</summary>
/// <param name="Content">The page's bytes. They must not change while a call uses them.</param>
public sealed record PageSource(ReadOnlyMemory<byte> Content)
{
    /// <summary>What the page is called, such as <c>index.xhtml</c>; empty if unknown. Only its ending counts: it says
    /// whether the page means to be XHTML.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the page was found, as an absolute URL. Relative links are resolved against it unless the page
    /// states a base of its own. Null if unknown: then relative links stay as the page writes them.</summary>
    public Uri? Url { get; init; }

    /// <summary>The media type that the page came with (RFC 9110, 8.3), such as
    /// <c>text/html; charset=windows-1251</c>. Its charset outranks what the page says of itself, as in browsers, but
    /// not a byte order mark. Null if unknown.</summary>
    public string? MediaType { get; init; }
}
