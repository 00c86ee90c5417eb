using System.Text.Json.Serialization;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>What was broken in a page: a closed set.</summary>
public enum PageWarningKind
{
    /// <summary>A block of JSON-LD is no JSON and was left out.</summary>
    [JsonStringEnumMemberName("brokenJsonLd")]
    BrokenJsonLd = 0,

    /// <summary>A block of JSON-LD exceeds the limits and was left out.</summary>
    [JsonStringEnumMemberName("oversizedJsonLd")]
    OversizedJsonLd = 1,

    /// <summary>A microdata item contains itself; the reference that closes the circle was left out.</summary>
    [JsonStringEnumMemberName("microdataCycle")]
    MicrodataCycle = 2,

    /// <summary>A microdata item refers to an element that isn't there.</summary>
    [JsonStringEnumMemberName("missingReference")]
    MissingReference = 3,

    /// <summary>Some bytes are no characters in the page's encoding and became U+FFFD.</summary>
    [JsonStringEnumMemberName("replacedCharacters")]
    ReplacedCharacters = 4,

    /// <summary>The page declares an unknown encoding; it was read as UTF-8, which fits.</summary>
    [JsonStringEnumMemberName("unknownEncoding")]
    UnknownEncoding = 5,

    /// <summary>The page means to be XHTML but isn't well-formed XML; it was read as HTML.</summary>
    [JsonStringEnumMemberName("notWellFormed")]
    NotWellFormed = 6,

    /// <summary>There were more warnings than are kept.</summary>
    [JsonStringEnumMemberName("moreWarnings")]
    MoreWarnings = 7,
}
