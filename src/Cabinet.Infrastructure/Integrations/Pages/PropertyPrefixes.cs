using AngleSharp.Dom;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>What the prefixes of a page's <c>property</c> attributes stand for.</summary>
/// <remarks>Only a <c>prefix</c> attribute (RDFa 1.1) or being well known makes a property Open Graph. An
/// <c>xmlns:</c> attribute, as RDFa 1.0 had it, gives a property its full name, but pages declare whole rows of them
/// without meaning Open Graph.</remarks>
internal sealed class PropertyPrefixes
{
    // From ogp.me; "product" isn't listed there, but is widely used by shops.
    private static readonly Dictionary<string, string> WellKnown = new()
    {
        ["og"] = "http://ogp.me/ns#",
        ["music"] = "http://ogp.me/ns/music#",
        ["video"] = "http://ogp.me/ns/video#",
        ["article"] = "http://ogp.me/ns/article#",
        ["book"] = "http://ogp.me/ns/book#",
        ["profile"] = "http://ogp.me/ns/profile#",
        ["product"] = "http://ogp.me/ns/product#",
    };

    private readonly Dictionary<string, string> byAttribute = [];
    private readonly Dictionary<string, string> byNamespace = [];

    public PropertyPrefixes(PageReading reading)
    {
        // The inner declaration wins, so the root comes first.
        foreach (var name in new[] { "html", "head" })
        {
            if (reading.Named(name).FirstOrDefault() is { } element) Declare(element);
        }
    }

    /// <summary>The names in a <c>property</c> attribute, which may hold several.</summary>
    public static string[] PropertiesOf(IElement meta) =>
        meta.GetAttribute("property")?.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries) ?? [];

    public bool IsOpenGraph(string property)
    {
        var prefix = PrefixOf(property);
        return WellKnown.ContainsKey(prefix) || byAttribute.ContainsKey(prefix);
    }

    /// <summary>The full name by what the page declares, or null.</summary>
    public string? Declared(string property)
    {
        var prefix = PrefixOf(property);
        var vocabulary = byAttribute.GetValueOrDefault(prefix) ?? byNamespace.GetValueOrDefault(prefix);
        return vocabulary is null ? null : vocabulary + property[(prefix.Length + 1)..];
    }

    /// <summary>The full name of an Open Graph property.</summary>
    public string Expanded(string property)
    {
        var prefix = PrefixOf(property);
        return Declared(property) ?? WellKnown[prefix] + property[(prefix.Length + 1)..];
    }

    /// <summary>All declared prefixes and the well-known ones among those in use, by name.</summary>
    public IReadOnlyList<OpenGraphNamespace> Namespaces(IEnumerable<OpenGraphProperty> used)
    {
        var all = new SortedDictionary<string, string>(byAttribute, StringComparer.Ordinal);
        foreach (var prefix in used.Select(property => PrefixOf(property.Property)))
        {
            if (WellKnown.TryGetValue(prefix, out var vocabulary)) all[prefix] = vocabulary;
        }

        return [.. all.Select(pair => new OpenGraphNamespace(pair.Key, pair.Value))];
    }

    private static string PrefixOf(string property)
    {
        var colon = property.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : property[..colon];
    }

    private void Declare(IElement element)
    {
        var words = (element.GetAttribute("prefix") ?? "")
            .Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var colon = words[i].IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) continue;

            // "og:http://ogp.me/ns#" without the space is a common slip.
            var joined = colon < words[i].Length - 1;
            if (!joined && i + 1 == words.Length) break;
            byAttribute[words[i][..colon]] = joined ? words[i][(colon + 1)..] : words[++i];
        }

        foreach (var attribute in element.Attributes)
        {
            if (attribute.Name.StartsWith("xmlns:", StringComparison.Ordinal))
                byNamespace[attribute.Name["xmlns:".Length..]] = attribute.Value;
        }
    }
}
