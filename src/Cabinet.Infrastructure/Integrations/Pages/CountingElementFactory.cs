using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Counts every HTML element that the parser makes, those it makes up by itself included: by the standard,
/// unclosed formatting elements come again in each paragraph, so a few kilobytes can ask for millions.</summary>
internal sealed class CountingElementFactory(PageBudget budget) : IElementFactory<Document, HtmlElement>
{
    private static readonly IElementFactory<Document, HtmlElement> Standard =
        BrowsingContext.New().GetService<IElementFactory<Document, HtmlElement>>()
        ?? throw new InvalidOperationException("AngleSharp's default configuration has no HTML elements.");

    /// <inheritdoc />
    public HtmlElement Create(Document document, string localName, string? prefix = null, NodeFlags flags = default)
    {
        budget.SpendElement();
        return Standard.Create(document, localName, prefix, flags);
    }
}
