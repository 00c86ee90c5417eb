namespace Cabinet.Application.Integrations.Pages;

/// <summary>A <c>meta</c> element of a page.</summary>
/// <param name="Kind">Which attribute names it.</param>
/// <param name="Name">The name as the page writes it, such as <c>description</c>.</param>
/// <param name="Content">The content as the page writes it.</param>
/// <param name="Iri">For a property whose prefix the page declares, its full name; otherwise null.</param>
public sealed record MetaTag(MetaTagKind Kind, string Name, string Content, string? Iri = null);
