using System.Text;
using AngleSharp.Dom;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>The text of an element roughly as a reader sees it: white space collapsed, inline elements set apart by a
/// space unless punctuation follows, block elements by a line break, paragraphs and lists by an empty line.</summary>
/// <remarks>The rules are those of the Python library html-text 0.7, which extruct reads microdata with, so that values
/// agree with what that widely used tool gives. Scripts, styles, comments and metadata are no text.</remarks>
internal sealed class VisibleText
{
    private readonly StringBuilder text = new();
    private readonly StringBuilder chunk = new();
    private readonly PageBudget budget;
    private Break last = Break.EmptyLine;
    private char lastCharacter;

    private VisibleText(PageBudget budget) => this.budget = budget;

    private enum Break
    {
        None,
        Line,
        EmptyLine,
    }

    public static string Of(IElement element, PageBudget budget)
    {
        var reader = new VisibleText(budget);
        if (!IsInvisible(element)) reader.Visit(element);
        return reader.text.ToString().Trim();
    }

    // The depth of the recursion is the depth of the tree, which the limits bound.
    private void Visit(IElement element)
    {
        EndChunk();
        AddBreak(element.LocalName);
        foreach (var child in element.ChildNodes)
        {
            switch (child)
            {
                case IText text:
                    this.budget.SpendCharacters(text.Data.Length);
                    chunk.Append(text.Data);
                    break;
                case IElement inner when !IsInvisible(inner):
                    Visit(inner);
                    break;
            }
        }

        EndChunk();
        AddBreak(element.LocalName);
    }

    private static bool IsInvisible(IElement element) => element.LocalName is "script" or "style" or "link" or "meta";

    private void EndChunk()
    {
        var start = this.text.Length;
        var pendingSpace = false;
        for (var i = 0; i < chunk.Length; i++)
        {
            var character = chunk[i];
            if (char.IsWhiteSpace(character))
            {
                pendingSpace = this.text.Length > start;
                continue;
            }

            if (this.text.Length == start && NeedsSpaceBefore(character)) this.text.Append(' ');
            else if (pendingSpace) this.text.Append(' ');
            pendingSpace = false;
            this.text.Append(character);
        }

        if (this.text.Length > start)
        {
            last = Break.None;
            lastCharacter = chunk[^1];
        }

        chunk.Clear();
    }

    private bool NeedsSpaceBefore(char first) =>
        last == Break.None
        && (char.IsWhiteSpace(lastCharacter)
            || (first is not (',' or ':' or ';' or '.' or '!' or '?' or '"' or ')') && lastCharacter != '('));

    private void AddBreak(string localName)
    {
        var wanted = BreakOf(localName);
        if (wanted == Break.None || last == Break.EmptyLine || wanted == last) return;
        this.text.Append(wanted == Break.EmptyLine && last == Break.None ? "\n\n" : "\n");
        last = wanted;
    }

    private static Break BreakOf(string localName) => localName switch
    {
        "article" or "aside" or "br" or "dd" or "details" or "div" or "dt" or "fieldset" or "figcaption" or "footer"
            or "form" or "header" or "hr" or "legend" or "li" or "main" or "nav" or "table" or "tr" => Break.Line,
        "blockquote" or "dl" or "figure" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ol" or "p" or "pre"
            or "title" or "ul" => Break.EmptyLine,
        _ => Break.None,
    };
}
