namespace Cabinet.Application.Integrations.Pages;

/// <summary>A prefix and the vocabulary that it stands for.</summary>
/// <param name="Prefix">The prefix without its colon, such as <c>og</c>.</param>
/// <param name="Iri">The vocabulary, such as <c>http://ogp.me/ns#</c>.</param>
public sealed record OpenGraphNamespace(string Prefix, string Iri);
