namespace Cabinet.Application.Integrations.Pages;

/// <summary>A prefix and the Dublin Core vocabulary that it stands for.</summary>
/// <param name="Prefix">The prefix without its full stop, such as <c>DC</c>.</param>
/// <param name="Iri">The vocabulary, such as <c>http://purl.org/dc/terms/</c>.</param>
public sealed record DublinCoreNamespace(string Prefix, string Iri);
