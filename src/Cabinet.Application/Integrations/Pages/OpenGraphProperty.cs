namespace Cabinet.Application.Integrations.Pages;

/// <summary>An Open Graph property.</summary>
/// <param name="Property">The name with its prefix, such as <c>og:title</c>.</param>
/// <param name="Content">The content as the page writes it.</param>
/// <param name="Iri">The full name by RDFa's rules: what the page itself declares for the prefix, be it by
/// <c>prefix</c> or by <c>xmlns</c>, then the rest of the name.</param>
public sealed record OpenGraphProperty(string Property, string Content, string Iri);
