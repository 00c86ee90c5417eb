using System.Text.Json.Nodes;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Tests.Infrastructure.Integrations.Pages;

/// <summary>Shows a page's canonical JSON in the shapes of the Python library extruct, so that both can be compared:
/// the same data under extruct's names, and a list of one value as that value.</summary>
internal static class ExtructView
{
    /// <summary>The sections that are compared. extruct also reads microformats and full RDFa; Cabinet doesn't, except
    /// that what extruct's RDFa reader finds in <c>meta</c> elements is compared with Cabinet's full names.</summary>
    public static readonly IReadOnlyList<string> Sections =
        ["microdata", "json-ld", "opengraph", "dublincore", "rdfa"];

    public static JsonNode Of(ParsedPage page, string section)
    {
        var root = JsonNode.Parse(PageJson.Serialize(page))!.AsObject();
        return section switch
        {
            "microdata" => List(root["microdata"]!, Item),
            "json-ld" => root["jsonLd"]!.DeepClone(),
            "opengraph" => root["openGraph"] is JsonObject graph ? new JsonArray(OpenGraph(graph)) : new JsonArray(),
            "dublincore" => new JsonArray(DublinCore(root["dublinCore"] as JsonObject)),
            "rdfa" => new JsonArray(Rdfa(root)),
            _ => throw new ArgumentOutOfRangeException(nameof(section), section, "Not a section."),
        };
    }

    /// <summary>An expectation file as sections. Some hold one section, told by its shape, some hold several.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Expectation(string json)
    {
        var root = JsonNode.Parse(json)!;
        var sections = root is JsonObject several
            ? Sections.Where(several.ContainsKey).ToDictionary(name => name, name => several[name]!)
            : new Dictionary<string, JsonNode> { [SectionOf(root.AsArray())] = root };
        if (sections.TryGetValue("microdata", out var items)) sections["microdata"] = List(items, Unwrapped);
        return sections;
    }

    /// <summary>Where the page was found, if the expectation says so.</summary>
    public static Uri? UrlOf(string json) => JsonNode.Parse(json) switch
    {
        JsonObject several when several["url"] is { } url => new Uri((string)url!),
        JsonObject several when several["rdfa"]?[0]?["@id"] is { } id => new Uri((string)id!),
        JsonArray { Count: > 0 } one when one[0]?["@id"] is { } id => new Uri((string)id!),
        _ => null,
    };

    private static string SectionOf(JsonArray root)
    {
        var first = root[0]!.AsObject();
        if (first.ContainsKey("namespaces")) return "dublincore";
        if (first.ContainsKey("namespace")) return "opengraph";
        return first.ContainsKey("@id") ? "rdfa" : "microdata";
    }

    private static JsonArray List(JsonNode list, Func<JsonNode, JsonNode> shape) =>
        new([.. list.AsArray().Select(entry => (JsonNode?)shape(entry!))]);

    private static JsonNode Item(JsonNode node) => Unwrapped(WithoutEmptyProperties(node.DeepClone().AsObject()));

    private static JsonObject WithoutEmptyProperties(JsonObject item)
    {
        if (item["properties"] is not JsonObject properties) return item;
        if (properties.Count == 0) item.Remove("properties");
        if (item["type"] is JsonArray { Count: 0 }) item.Remove("type");
        foreach (var value in properties.SelectMany(property => property.Value!.AsArray()))
        {
            if (value is JsonObject inner) WithoutEmptyProperties(inner);
        }

        return item;
    }

    private static JsonNode Unwrapped(JsonNode node)
    {
        switch (node)
        {
            case JsonArray { Count: 1 } single:
                return Unwrapped(single[0]!);
            case JsonArray several:
                return new JsonArray([.. several.Select(entry => (JsonNode?)Unwrapped(entry!))]);
            case JsonObject members:
                return new JsonObject(members.Select(
                    member => KeyValuePair.Create(
                        member.Key, member.Value is null ? null : Unwrapped(member.Value))));
            default:
                return node.DeepClone();
        }
    }

    private static JsonObject OpenGraph(JsonObject graph) => new()
    {
        ["namespace"] = Namespaces(graph),
        ["properties"] = List(
            graph["properties"]!,
            property => new JsonArray(property["property"]!.DeepClone(), property["content"]!.DeepClone())),
    };

    private static JsonObject DublinCore(JsonObject? core) => new()
    {
        ["namespaces"] = core is null ? new JsonObject() : Namespaces(core),
        ["elements"] = core is null ? new JsonArray() : List(core["elements"]!, Statement),
        ["terms"] = core is null ? new JsonArray() : List(core["terms"]!, Statement),
    };

    private static JsonObject Namespaces(JsonObject section) => new(section["namespaces"]!.AsArray().Select(
        entry => KeyValuePair.Create((string)entry!["prefix"]!, (JsonNode?)entry["iri"]!.DeepClone())));

    private static JsonNode Statement(JsonNode statement)
    {
        var link = statement["href"] is not null;
        var shaped = new JsonObject();
        foreach (var (name, value) in statement.AsObject())
        {
            var renamed = name switch
            {
                "name" when link => "rel",
                "language" => link ? "hreflang" : "lang",
                "iri" => "URI",
                _ => name,
            };
            if (name != "qualified") shaped[renamed] = value!.DeepClone();
        }

        return shaped;
    }

    private static JsonObject Rdfa(JsonObject root)
    {
        var shaped = new JsonObject { ["@id"] = (string?)root["url"] };
        var properties = (root["openGraph"]?["properties"]?.AsArray() ?? [])
            .Select(property => ((string)property!["iri"]!, (string)property["content"]!))
            .Concat(root["meta"]!.AsArray()
                .Where(tag => (string)tag!["kind"]! == "property")
                .Select(tag => ((string?)tag!["iri"] ?? (string)tag["name"]!, (string)tag["content"]!)));
        foreach (var (iri, content) in properties)
        {
            if (shaped[iri] is null) shaped[iri] = new JsonArray();
            shaped[iri]!.AsArray().Add(new JsonObject { ["@value"] = content });
        }

        return shaped;
    }
}
