using System.Text.Json.Serialization;

namespace Cabinet.Host.Demo;

/// <summary>The stored JSON forms of the demo. Members are only ever added, never renamed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ParsePage))]
[JsonSerializable(typeof(PublishPage))]
[JsonSerializable(typeof(PreparePhoto))]
[JsonSerializable(typeof(PreparedPhoto))]
[JsonSerializable(typeof(RenderPhoto))]
[JsonSerializable(typeof(RenderedPhoto))]
[JsonSerializable(typeof(RenderedPhoto[]))]
[JsonSerializable(typeof(PublishedItem))]
[JsonSerializable(typeof(bool))]
internal sealed partial class DemoJson : JsonSerializerContext;
