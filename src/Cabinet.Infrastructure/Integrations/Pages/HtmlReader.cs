using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Builds the tree of a page by the HTML standard, within the limits.</summary>
internal static class HtmlReader
{
    /// <summary>Scripting is off, so <c>noscript</c> is read as the content that it is for a program.</summary>
    public static IDocument Read(string text, PageBudget budget)
    {
        var depth = new DepthWatch(budget);
        var options = new HtmlParserOptions
        {
            IsScripting = false,
            DisableElementPositionTracking = true,
            SkipComments = true,
            // The watch refuses the page long before AngleSharp would flatten it.
            MaximumDepth = budget.Limits.MaximumDepth + 8,
            OnCreated = (element, _) => depth.Created(element),
            ShouldEmitAttribute = (ref StructHtmlToken token, ReadOnlyMemory<char> _) =>
            {
                budget.CheckAttributes(token.Attributes.Count + 1);
                return true;
            },
        };
        var elements = new CountingElementFactory(budget);
        var context = BrowsingContext.New(
            Configuration.Default.WithOnly<IElementFactory<Document, HtmlElement>>(elements));
        return new HtmlParser(options, context).ParseDocument(text);
    }

    /// <summary>An element isn't in the tree yet when it is made, but the one before it is, so the depth is known one
    /// element late. That is early enough to keep down the parser's own work, which grows with the depth; the last
    /// element is checked when the finished tree is read.</summary>
    private sealed class DepthWatch(PageBudget budget)
    {
        private IElement? previous;

        public void Created(IElement element)
        {
            var depth = 0;
            for (INode? node = previous; node is IElement; node = node.Parent) depth++;
            budget.CheckDepth(depth);

            // HTML elements are counted by their factory; those of SVG and MathML have another.
            if (element is not IHtmlElement) budget.SpendElement();
            previous = element;
        }
    }
}
