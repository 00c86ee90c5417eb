using AngleSharp.Dom;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>A page's tree, laid out flat so that every reader walks it in a loop, in document order.</summary>
internal sealed class PageReading
{
    // A longer base is no address; joined with every link of a page it would only blow up the result.
    private const int LongestBase = 8192;

    private readonly Dictionary<IElement, int> positions = [];
    private Dictionary<string, int>? byId;

    public PageReading(IDocument document, Uri? url, PageBudget budget)
    {
        Budget = budget;
        (Elements, SubtreeEnds) = Flatten(document);
        BaseUrl = FindBase(url);
    }

    public PageBudget Budget { get; }

    /// <summary>All elements in document order.</summary>
    public IReadOnlyList<IElement> Elements { get; }

    /// <summary>For each element, the position after its last descendant.</summary>
    public IReadOnlyList<int> SubtreeEnds { get; }

    /// <summary>What relative links are resolved against, or null.</summary>
    public string? BaseUrl { get; }

    public int PositionOf(IElement element) => positions[element];

    /// <summary>The position of the first element with an id, or -1.</summary>
    public int PositionOfId(string id)
    {
        if (byId is null)
        {
            byId = [];
            for (var position = 0; position < Elements.Count; position++)
            {
                if (Elements[position].GetAttribute("id") is { Length: > 0 } found) byId.TryAdd(found, position);
            }
        }

        return byId.GetValueOrDefault(id, -1);
    }

    public IEnumerable<IElement> Named(string localName) => Elements.Where(element => element.LocalName == localName);

    /// <summary>A link as it goes into the result.</summary>
    public string Resolve(string reference) => Budget.Spend(UrlResolver.Resolve(BaseUrl, reference));

    private (List<IElement> Elements, int[] Ends) Flatten(IDocument document)
    {
        var elements = new List<IElement>();
        var ends = new List<int>();
        var open = new Stack<(INodeList Children, int Next, int Position)>();
        open.Push((document.ChildNodes, 0, -1));
        while (open.TryPop(out var level))
        {
            var (children, next, position) = level;
            while (next < children.Length && children[next] is not IElement) next++;
            if (next == children.Length)
            {
                if (position >= 0) ends[position] = elements.Count;
                continue;
            }

            open.Push((children, next + 1, position));
            Budget.CheckDepth(open.Count);
            var element = (IElement)children[next];
            positions[element] = elements.Count;
            open.Push((element.ChildNodes, 0, elements.Count));
            elements.Add(element);
            ends.Add(0);
        }

        return (elements, [.. ends]);
    }

    private string? FindBase(Uri? url)
    {
        var outside = url is { IsAbsoluteUri: true } ? url.OriginalString : null;
        var stated = Named("base")
            .Select(element => element.GetAttribute("href"))
            .FirstOrDefault(href => href is not null);
        if (stated is null) return outside;
        var resolved = UrlResolver.Resolve(outside, stated);
        return resolved.Length <= LongestBase && UrlResolver.IsHierarchical(resolved) ? resolved : outside;
    }
}
