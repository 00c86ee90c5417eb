using System.Text.Json.Serialization;

namespace Cabinet.Host.Demo;

/// <summary>The shape of <c>feed.json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(FeedDocument))]
internal sealed partial class FeedDocumentJson : JsonSerializerContext;
