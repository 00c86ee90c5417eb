using System.Text.Json.Serialization;

namespace Cabinet.Host.Boundary;

/// <summary>The JSON forms of the boundary: what comes in is taken strictly.</summary>
[JsonSourceGenerationOptions(
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = ApiJson.MaximumDepth,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(AcceptedTask))]
[JsonSerializable(typeof(TaskView))]
[JsonSerializable(typeof(PublishedKeys))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>How deep arrays and objects may lie in each other.</summary>
    public const int MaximumDepth = 64;
}
