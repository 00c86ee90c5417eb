namespace Cabinet.Application.Integrations.Pages;

/// <summary>A structured Open Graph property: an image, say, and its details.</summary>
/// <param name="Property">The name of the property, such as <c>og:image</c>.</param>
/// <param name="Content">The content of the property, such as the image's URL; null if the page gives only
/// details.</param>
/// <param name="Details">The details, such as <c>og:image:width</c>.</param>
public sealed record OpenGraphObject(string Property, string? Content, IReadOnlyList<OpenGraphProperty> Details);
