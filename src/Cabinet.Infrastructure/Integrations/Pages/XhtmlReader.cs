using System.Xml;
using System.Xml.Resolvers;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Builds the tree of a page that is plainly XHTML by the rules of XML.</summary>
/// <remarks>
/// A page is plainly XHTML if its name, its media type or an XML declaration says so and it names the XHTML namespace.
/// Read as HTML, an empty element such as <c>&lt;title/&gt;</c> or <c>&lt;script/&gt;</c> would swallow the rest of
/// it. A page that claims to be XHTML and isn't well-formed is read as HTML, as the web always did. The document type
/// is never fetched: those of XHTML 1.0 are built into .NET, others count as empty.
/// </remarks>
internal static class XhtmlReader
{
    private const string Namespace = "http://www.w3.org/1999/xhtml";

    // The namespace is declared on the root element; a document type may come before it.
    private const int Examined = 8192;

    public static bool Claims(PageSource source, PageText text)
    {
        var start = text.Content.AsSpan(0, Math.Min(text.Content.Length, Examined));
        var claimed = start.TrimStart().StartsWith("<?xml", StringComparison.Ordinal)
            || source.Name.EndsWith(".xhtml", StringComparison.OrdinalIgnoreCase)
            || source.Name.EndsWith(".xht", StringComparison.OrdinalIgnoreCase)
            || source.MediaType?.StartsWith("application/xhtml+xml", StringComparison.OrdinalIgnoreCase) == true;
        return claimed && start.Contains(Namespace, StringComparison.Ordinal);
    }

    /// <summary>The tree, or null if the text isn't well-formed XML.</summary>
    public static IDocument? TryRead(string text, PageBudget budget)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = new BuiltInDocumentTypes(),
            // An honest entity is no longer than its name, so a page can't grow by those it uses; the built-in
            // document types are written with entities too, and have some hundred thousand characters.
            MaxCharactersFromEntities = text.Length + 1_000_000,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            // The characters are decoded already, so what the declaration says of the encoding must not count again.
            using var characters = new StringReader(text.TrimStart());
            using var reader = XmlReader.Create(characters, settings);
            return Build(reader, budget);
        }
        catch (XmlException)
        {
            budget.ReturnElements();
            return null;
        }
    }

    private static IDocument Build(XmlReader reader, PageBudget budget)
    {
        var document = new HtmlParser().ParseDocument("");
        document.RemoveChild(document.DocumentElement);
        INode current = document;
        var depth = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    budget.SpendElement();
                    budget.CheckDepth(depth + 1);
                    var empty = reader.IsEmptyElement;
                    var element = Create(document, reader, budget);
                    current.AppendChild(element);
                    if (empty) break;
                    current = element;
                    depth++;
                    break;
                case XmlNodeType.EndElement:
                    current = current.Parent!;
                    depth--;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
                    or XmlNodeType.Whitespace when depth > 0:
                    current.AppendChild(document.CreateTextNode(reader.Value));
                    break;
            }
        }

        return document;
    }

    private static IElement Create(IDocument document, XmlReader reader, PageBudget budget)
    {
        budget.CheckAttributes(reader.AttributeCount);
        var element = reader.NamespaceURI == Namespace
            ? document.CreateElement(Namespace, reader.LocalName)
            : document.CreateElement(reader.NamespaceURI, reader.Name);
        while (reader.MoveToNextAttribute()) element.SetAttribute(reader.Name, reader.Value);
        reader.MoveToElement();
        return element;
    }

    /// <summary>Answers for document types without a network.</summary>
    private sealed class BuiltInDocumentTypes : XmlResolver
    {
        private readonly XmlPreloadedResolver known = new(XmlKnownDtds.Xhtml10);

        public override Uri ResolveUri(Uri? baseUri, string? relativeUri) => known.ResolveUri(baseUri, relativeUri);

        public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) =>
            known.PreloadedUris.Contains(absoluteUri)
                ? known.GetEntity(absoluteUri, role, typeof(Stream))!
                : new MemoryStream();
    }
}
