using System.Text.Json;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>What a page says of itself in a form that programs read. Lists are in the order of the page.</summary>
public sealed record ParsedPage
{
    /// <summary>The page's title with white space collapsed; null if it has none.</summary>
    public string? Title { get; init; }

    /// <summary>The page's natural language as it declares it, usually a BCP 47 tag such as <c>en-GB</c>; null if it
    /// doesn't.</summary>
    public string? Language { get; init; }

    /// <summary>Where the page was found, as <see cref="PageSource.Url"/> says; null if unknown.</summary>
    public string? Url { get; init; }

    /// <summary>The absolute URL that relative links were resolved against: the page's own base or else
    /// <see cref="Url"/>. Null if there is neither; then relative links stand as the page writes them.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The page's preferred URL (<c>rel="canonical"</c>, RFC 6596), resolved; null if it has none.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>The encoding that the page was read in, by its name in the WHATWG Encoding Standard, in lower
    /// case.</summary>
    public required string Encoding { get; init; }

    /// <summary>Plain metadata, such as the description: every <c>meta</c> element with a name and a content that is
    /// neither Open Graph nor qualified Dublin Core.</summary>
    public IReadOnlyList<MetaTag> Meta { get; init; } = [];

    /// <summary>The top-level JSON-LD nodes of all blocks. Each is a JSON object without duplicate members and without
    /// comments; contexts are neither fetched nor applied, and links are not resolved.</summary>
    public IReadOnlyList<JsonElement> JsonLd { get; init; } = [];

    /// <summary>The top-level microdata items.</summary>
    public IReadOnlyList<MicrodataItem> Microdata { get; init; } = [];

    /// <summary>The page's Open Graph properties; null if it has none.</summary>
    public OpenGraph? OpenGraph { get; init; }

    /// <summary>The page's Dublin Core statements; null if it has none.</summary>
    public DublinCore? DublinCore { get; init; }

    /// <summary>The images that the page shows, links or names, each URL once.</summary>
    public IReadOnlyList<ImageReference> Images { get; init; } = [];

    /// <summary>What was found to be broken and was left out or repaired.</summary>
    public IReadOnlyList<PageWarning> Warnings { get; init; } = [];
}
