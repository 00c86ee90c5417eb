using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Reads what a page says of itself in plain HTML: title, language, canonical URL and <c>meta</c>
/// elements.</summary>
internal sealed class MetaReader(PageReading reading)
{
    private const string HtmlNamespace = "http://www.w3.org/1999/xhtml";

    public string? Title()
    {
        // An image drawn inside the page may have a title of its own in the SVG namespace.
        var title = reading.Named("title").FirstOrDefault(element => element.NamespaceUri == HtmlNamespace);
        var text = title is null ? "" : Collapse(title.TextContent);
        return text.Length == 0 ? null : reading.Budget.Spend(text);
    }

    public string? Language()
    {
        var root = reading.Elements.Count == 0 ? null : reading.Elements[0];
        var declared = Filled(root?.GetAttribute("lang")) ?? Filled(root?.GetAttribute("xml:lang"));
        declared ??= reading.Named("meta")
            .Where(meta => string.Equals(
                meta.GetAttribute("http-equiv")?.Trim(), "content-language", StringComparison.OrdinalIgnoreCase))
            .Select(meta => Filled(meta.GetAttribute("content")))
            .FirstOrDefault(language => language is not null);
        return declared is null ? null : reading.Budget.Spend(declared);
    }

    public string? CanonicalUrl()
    {
        var link = reading.Named("link").FirstOrDefault(link => Relations.Has(link, "canonical"));
        return Filled(link?.GetAttribute("href")) is { } target ? reading.Resolve(target) : null;
    }

    /// <summary>Everything that isn't reported as Open Graph or as qualified Dublin Core.</summary>
    public IReadOnlyList<MetaTag> Tags()
    {
        var prefixes = new PropertyPrefixes(reading);
        var schemas = new DublinCorePrefixes(reading);
        var tags = new List<MetaTag>();
        foreach (var meta in reading.Named("meta"))
        {
            if (meta.GetAttribute("content") is not { } content) continue;
            foreach (var property in PropertyPrefixes.PropertiesOf(meta))
            {
                if (prefixes.IsOpenGraph(property)) continue;
                var iri = prefixes.Declared(property);
                if (iri is not null) reading.Budget.Spend(iri);
                tags.Add(Tag(MetaTagKind.Property, property, content, iri));
            }

            if (Filled(meta.GetAttribute("name")) is { } name && schemas.Find(name) is not { Qualified: true })
                tags.Add(Tag(MetaTagKind.Name, name, content));
            if (Filled(meta.GetAttribute("http-equiv")) is { } directive)
                tags.Add(Tag(MetaTagKind.HttpEquiv, directive, content));
        }

        return tags;
    }

    private MetaTag Tag(MetaTagKind kind, string name, string content, string? iri = null) =>
        new(kind, reading.Budget.Spend(name), reading.Budget.Spend(content), iri);

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Collapse(string text) =>
        string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
