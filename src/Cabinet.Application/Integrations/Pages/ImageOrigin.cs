using System.Text.Json.Serialization;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>Where a page refers to an image.</summary>
public enum ImageOrigin
{
    /// <summary>In an element that shows it, such as <c>img</c>.</summary>
    [JsonStringEnumMemberName("element")]
    Element = 0,

    /// <summary>In a link to an image file.</summary>
    [JsonStringEnumMemberName("link")]
    Link = 1,

    /// <summary>In metadata: Open Graph, a <c>meta</c> or a <c>link</c> element of the head.</summary>
    [JsonStringEnumMemberName("metadata")]
    Metadata = 2,

    /// <summary>In a microdata property such as <c>image</c>.</summary>
    [JsonStringEnumMemberName("microdata")]
    Microdata = 3,

    /// <summary>In a JSON-LD property such as <c>image</c>.</summary>
    [JsonStringEnumMemberName("jsonLd")]
    JsonLd = 4,
}
