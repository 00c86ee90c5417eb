using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Reads Open Graph properties from <c>meta</c> elements anywhere in the page: many a page has its own in the
/// body, or loses its head early to an element that may not stand there.</summary>
internal sealed class OpenGraphReader(PageReading reading)
{
    private static readonly HashSet<string> Media = ["og:image", "og:video", "og:audio"];

    public OpenGraph? Read()
    {
        var prefixes = new PropertyPrefixes(reading);
        var properties = new List<OpenGraphProperty>();
        foreach (var meta in reading.Named("meta"))
        {
            if (meta.GetAttribute("content") is not { } content) continue;
            foreach (var property in PropertyPrefixes.PropertiesOf(meta).Where(prefixes.IsOpenGraph))
            {
                properties.Add(new OpenGraphProperty(
                    reading.Budget.Spend(property),
                    reading.Budget.Spend(content),
                    reading.Budget.Spend(prefixes.Expanded(property))));
            }
        }

        if (properties.Count == 0) return null;
        return new OpenGraph
        {
            Namespaces = prefixes.Namespaces(properties),
            Properties = properties,
            Objects = Assemble(properties),
        };
    }

    /// <summary>Puts structured properties together (ogp.me, "Structured Properties" and "Arrays"): a detail belongs to
    /// the last property before it whose name it extends.</summary>
    private static List<OpenGraphObject> Assemble(List<OpenGraphProperty> properties)
    {
        var all = new List<Draft>();
        var latest = new Dictionary<string, Draft>();
        foreach (var property in properties)
        {
            var parent = ParentOf(property.Property, latest);
            if (parent is null || StartsAnother(property, parent))
            {
                var isUrl = parent is not null || IsMediaDetail(property.Property);
                var name = isUrl ? property.Property[..property.Property.LastIndexOf(':')] : property.Property;
                var content = !isUrl || property.Property.EndsWith(":url", StringComparison.Ordinal)
                    ? property.Content
                    : null;
                latest[name] = parent = new Draft(name, content, isUrl);
                all.Add(parent);
                if (content is not null) continue;
            }

            parent.Details.Add(property);
        }

        return
        [
            .. all.Where(draft => draft.Details.Count > 0 || Media.Contains(draft.Property))
                .Select(draft => new OpenGraphObject(draft.Property, draft.Content, draft.Details)),
        ];
    }

    private static Draft? ParentOf(string property, Dictionary<string, Draft> latest)
    {
        for (var end = property.LastIndexOf(':'); end > 0; end = property.LastIndexOf(':', end - 1))
        {
            if (latest.TryGetValue(property[..end], out var parent)) return parent;
        }

        return null;
    }

    /// <summary><c>og:image:url</c> says the same as <c>og:image</c>, and pages that use only the longer name start the
    /// next image with it.</summary>
    private static bool StartsAnother(OpenGraphProperty property, Draft parent) =>
        parent.StartedByUrl
        && property.Property == parent.Property + ":url"
        && property.Content != parent.Content;

    private static bool IsMediaDetail(string property)
    {
        var end = property.LastIndexOf(':');
        return end > 0 && Media.Contains(property[..end]);
    }

    private sealed record Draft(string Property, string? Content, bool StartedByUrl)
    {
        public List<OpenGraphProperty> Details { get; } = [];
    }
}
