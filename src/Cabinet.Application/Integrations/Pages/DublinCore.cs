namespace Cabinet.Application.Integrations.Pages;

/// <summary>A page's Dublin Core statements ("Expressing Dublin Core metadata using HTML/XHTML meta and link
/// elements", DCMI 2008).</summary>
public sealed record DublinCore
{
    /// <summary>The prefixes that the page declares by <c>rel="schema.…"</c> for the two vocabularies, ordered by
    /// name.</summary>
    public IReadOnlyList<DublinCoreNamespace> Namespaces { get; init; } = [];

    /// <summary>Statements with one of the fifteen elements of the Dublin Core Metadata Element Set 1.1.</summary>
    public IReadOnlyList<DublinCoreStatement> Elements { get; init; } = [];

    /// <summary>Statements with one of the DCMI Metadata Terms.</summary>
    public IReadOnlyList<DublinCoreStatement> Terms { get; init; } = [];
}
