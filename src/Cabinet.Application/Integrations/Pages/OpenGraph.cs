namespace Cabinet.Application.Integrations.Pages;

/// <summary>A page's Open Graph data (ogp.me).</summary>
public sealed record OpenGraph
{
    /// <summary>The prefixes that the page declares by a <c>prefix</c> attribute or uses without one because they are
    /// well known, ordered by name. A well-known prefix in use stands for its published vocabulary, whatever the page
    /// declares.</summary>
    public IReadOnlyList<OpenGraphNamespace> Namespaces { get; init; } = [];

    /// <summary>The properties as the page lists them; a property that occurs several times is an array.</summary>
    public IReadOnlyList<OpenGraphProperty> Properties { get; init; } = [];

    /// <summary>The same again, put together: each image, video or audio, and each other property that has details,
    /// with its details.</summary>
    public IReadOnlyList<OpenGraphObject> Objects { get; init; } = [];
}
