namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>A name that Dublin Core knows.</summary>
/// <param name="Iri">Its full name.</param>
/// <param name="IsTerm">Whether it is one of the DCMI Metadata Terms rather than one of the fifteen elements.</param>
/// <param name="Qualified">Whether the page wrote it with a prefix of Dublin Core.</param>
internal sealed record DublinCoreName(string Iri, bool IsTerm, bool Qualified);
