using AngleSharp.Dom;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Reads Dublin Core from <c>meta</c> elements, then from <c>link</c> elements.</summary>
internal sealed class DublinCoreReader(PageReading reading)
{
    private readonly List<DublinCoreStatement> elements = [];
    private readonly List<DublinCoreStatement> terms = [];

    public DublinCore? Read()
    {
        var prefixes = new DublinCorePrefixes(reading);
        foreach (var meta in reading.Named("meta")) Add(meta, "name", prefixes);
        foreach (var link in reading.Named("link")) Add(link, "rel", prefixes);
        if (elements.Count == 0 && terms.Count == 0 && prefixes.Declared.Count == 0) return null;
        return new DublinCore
        {
            Namespaces = [.. prefixes.Declared.Select(pair => new DublinCoreNamespace(pair.Key, pair.Value))],
            Elements = elements,
            Terms = terms,
        };
    }

    private void Add(IElement element, string naming, DublinCorePrefixes prefixes)
    {
        if (element.GetAttribute(naming)?.Trim() is not { Length: > 0 } name) return;
        if (prefixes.Find(name) is not { } found) return;
        var statement = new DublinCoreStatement
        {
            Name = reading.Budget.Spend(name),
            Iri = found.Iri,
            Qualified = found.Qualified,
            Content = Spent(element, "content"),
            Href = element.GetAttribute("href") is { } target ? reading.Resolve(target) : null,
            Scheme = Spent(element, "scheme"),
            Language = Spent(element, "lang") ?? Spent(element, "xml:lang") ?? Spent(element, "hreflang"),
        };
        (found.IsTerm ? terms : elements).Add(statement);
    }

    private string? Spent(IElement element, string attribute) =>
        element.GetAttribute(attribute) is { } value ? reading.Budget.Spend(value) : null;
}
