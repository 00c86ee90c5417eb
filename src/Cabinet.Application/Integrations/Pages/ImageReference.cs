namespace Cabinet.Application.Integrations.Pages;

/// <summary>An image that a page refers to.</summary>
/// <param name="Url">Where the image lies, resolved if a base is known. Never a <c>data:</c> URL.</param>
/// <param name="Origin">Where in the page the image was found first.</param>
/// <param name="AlternativeText">The text that stands for the image; null if it has none.</param>
public sealed record ImageReference(string Url, ImageOrigin Origin, string? AlternativeText = null);
