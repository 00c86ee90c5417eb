using System.Text.Json.Serialization;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>Which attribute of a <c>meta</c> element holds its name.</summary>
public enum MetaTagKind
{
    /// <summary><c>name</c>, from the HTML standard.</summary>
    [JsonStringEnumMemberName("name")]
    Name = 0,

    /// <summary><c>property</c>, from RDFa.</summary>
    [JsonStringEnumMemberName("property")]
    Property = 1,

    /// <summary><c>http-equiv</c>, from the HTML standard.</summary>
    [JsonStringEnumMemberName("httpEquiv")]
    HttpEquiv = 2,
}
