using System.Text.Json.Serialization;

namespace Cabinet.Application.Integrations.Pages;

/// <summary>The source-generated shape of a page's JSON form.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ParsedPage))]
[JsonSerializable(typeof(MicrodataItem))]
[JsonSerializable(typeof(MicrodataValue))]
internal sealed partial class PageJsonContext : JsonSerializerContext;
