namespace Cabinet.Application.Integrations.Pages;

/// <summary>One Dublin Core statement: a <c>meta</c> element with a literal, or a <c>link</c> element with a
/// reference.</summary>
public sealed record DublinCoreStatement
{
    /// <summary>The name as the page writes it, such as <c>DC.title</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The full name of the element or term, such as
    /// <c>http://purl.org/dc/elements/1.1/title</c>.</summary>
    public required string Iri { get; init; }

    /// <summary>Whether the name carries a prefix of Dublin Core. A name without one, such as <c>description</c>, is
    /// reported because it means much the same, but the page doesn't claim that it is Dublin Core.</summary>
    public required bool Qualified { get; init; }

    /// <summary>The literal of a <c>meta</c> element; null for a link.</summary>
    public string? Content { get; init; }

    /// <summary>The target of a <c>link</c> element, resolved; null for a literal.</summary>
    public string? Href { get; init; }

    /// <summary>The encoding scheme of the literal, such as <c>DCTERMS.W3CDTF</c>; null if none is named.</summary>
    public string? Scheme { get; init; }

    /// <summary>The language of the literal or of the link's target; null if none is named.</summary>
    public string? Language { get; init; }
}
