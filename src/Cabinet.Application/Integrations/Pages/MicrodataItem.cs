using System.Text.Json.Serialization;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>A microdata item (HTML Living Standard, chapter 5).</summary>
public sealed record MicrodataItem
{
    /// <summary>The item's types, usually absolute URLs; empty if it has none.</summary>
    [JsonPropertyName("type")]
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The item's global identifier, resolved; null if it has none. Only a typed item has one.</summary>
    public string? Id { get; init; }

    /// <summary>The item's properties in the order of their first occurrence; first those inside the item's own
    /// element, then those that it refers to by <c>itemref</c>.</summary>
    [JsonConverter(typeof(MicrodataPropertiesConverter))]
    public IReadOnlyList<MicrodataProperty> Properties { get; init; } = [];

    /// <summary>For an item without properties, what its element would say as a plain property; otherwise null. The
    /// standard has no such thing, but many pages mark up a person or a thing with nothing but its name.</summary>
    public string? Value { get; init; }
}
