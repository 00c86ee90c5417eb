using AngleSharp.Dom;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>The link relations of an element: words that ignore case.</summary>
internal static class Relations
{
    public static bool Has(IElement link, string relation) =>
        link.GetAttribute("rel") is { } text
        && text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)
            .Contains(relation, StringComparer.OrdinalIgnoreCase);
}
