namespace Cabinet.Application.Integrations.Pages;

/// <summary>A property of a microdata item, with all its values.</summary>
/// <param name="Name">The property's name: a word of the item's vocabulary, or an absolute URL.</param>
/// <param name="Values">One value or more, in order.</param>
public sealed record MicrodataProperty(string Name, IReadOnlyList<MicrodataValue> Values);
