using System.Text.Json;
using AngleSharp.Dom;
using Cabinet.Application.Integrations.Pages;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Collects the images that a page refers to, in the order: elements and links, metadata, microdata,
/// JSON-LD.</summary>
internal sealed class ImageReader(PageReading reading)
{
    private static readonly string[] Endings =
        [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".heic", ".heif", ".avif"];

    private static readonly HashSet<string> MetaNames =
    [
        "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "thumbnail",
        "msapplication-tileimage",
    ];

    private static readonly HashSet<string> PropertyNames =
        ["image", "images", "photo", "photos", "thumbnail", "thumbnailUrl", "logo", "primaryImageOfPage"];

    private readonly List<ImageReference> images = [];
    private readonly HashSet<string> known = [];

    public IReadOnlyList<ImageReference> Read(IReadOnlyList<MicrodataItem> microdata, IReadOnlyList<JsonElement> jsonLd)
    {
        foreach (var element in reading.Elements) AddElement(element);
        foreach (var element in reading.Elements) AddMetadata(element);
        foreach (var item in microdata) AddItem(item, isImage: false);
        foreach (var node in jsonLd) AddJson(node, isImage: false);
        return this.images;
    }

    private void AddElement(IElement element)
    {
        switch (element.LocalName)
        {
            case "img":
                var alternative = element.GetAttribute("alt") is { Length: > 0 } text ? text : null;
                Add(element.GetAttribute("src"), ImageOrigin.Element, alternative);
                AddSet(element.GetAttribute("srcset"), alternative);
                break;
            case "source" when element.ParentElement?.LocalName == "picture":
                AddSet(element.GetAttribute("srcset"), null);
                break;
            case "input" when string.Equals(
                element.GetAttribute("type"), "image", StringComparison.OrdinalIgnoreCase):
                Add(element.GetAttribute("src"), ImageOrigin.Element);
                break;
            case "video":
                Add(element.GetAttribute("poster"), ImageOrigin.Element);
                break;
            case "a" or "area" when IsImageFile(element.GetAttribute("href")):
                Add(element.GetAttribute("href"), ImageOrigin.Link);
                break;
        }
    }

    private void AddMetadata(IElement element)
    {
        if (element.LocalName == "link")
        {
            if (Relations.Has(element, "image_src") || Relations.Has(element, "icon")
                || Relations.Has(element, "apple-touch-icon"))
            {
                Add(element.GetAttribute("href"), ImageOrigin.Metadata);
            }

            return;
        }

        if (element.LocalName != "meta") return;
        var name = element.GetAttribute("property") ?? element.GetAttribute("name") ?? "";
        if (MetaNames.Contains(name.Trim().ToLowerInvariant()))
            Add(element.GetAttribute("content"), ImageOrigin.Metadata);
    }

    private void AddItem(MicrodataItem item, bool isImage)
    {
        foreach (var property in item.Properties)
        {
            var names = PropertyNames.Contains(property.Name)
                || (isImage && property.Name is "url" or "contentUrl");
            foreach (var value in property.Values)
            {
                if (value is MicrodataValue.Item inner) AddItem(inner.Content, names);
                else if (names && value is MicrodataValue.Text text) Add(text.Content, ImageOrigin.Microdata);
            }
        }
    }

    private void AddJson(JsonElement value, bool isImage)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when isImage:
                Add(value.GetString(), ImageOrigin.JsonLd);
                break;
            case JsonValueKind.Array:
                foreach (var inner in value.EnumerateArray()) AddJson(inner, isImage);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    AddJson(
                        member.Value,
                        PropertyNames.Contains(member.Name)
                            || (isImage && member.Name is "url" or "contentUrl" or "@id"));
                }

                break;
        }
    }

    /// <summary>The candidates of a <c>srcset</c> (HTML Living Standard, 4.8.4.3.10): a URL up to white space, which
    /// a comma at its end closes; otherwise descriptors up to a comma outside parentheses.</summary>
    private void AddSet(string? candidates, string? alternative)
    {
        if (candidates is null) return;
        var at = 0;
        while (at < candidates.Length)
        {
            while (at < candidates.Length && (char.IsWhiteSpace(candidates[at]) || candidates[at] == ',')) at++;
            var start = at;
            while (at < candidates.Length && !char.IsWhiteSpace(candidates[at])) at++;
            var url = candidates[start..at];
            Add(url.TrimEnd(','), ImageOrigin.Element, alternative);
            if (!url.EndsWith(',')) at = AfterDescriptors(candidates, at);
        }
    }

    private static int AfterDescriptors(string candidates, int at)
    {
        var depth = 0;
        for (; at < candidates.Length; at++)
        {
            if (candidates[at] == '(') depth++;
            else if (candidates[at] == ')') depth--;
            else if (candidates[at] == ',' && depth <= 0) break;
        }

        return at;
    }

    private void Add(string? reference, ImageOrigin origin, string? alternative = null)
    {
        if (string.IsNullOrWhiteSpace(reference)) return;
        if (reference.AsSpan().TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return;
        var url = reading.Resolve(reference);
        if (!known.Add(url)) return;
        if (alternative is not null) reading.Budget.Spend(alternative);
        this.images.Add(new ImageReference(url, origin, alternative));
    }

    private static bool IsImageFile(string? reference)
    {
        if (reference is null) return false;
        var end = reference.AsSpan().IndexOfAny('?', '#');
        var path = (end < 0 ? reference.AsSpan() : reference.AsSpan(0, end)).Trim();
        foreach (var ending in Endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
