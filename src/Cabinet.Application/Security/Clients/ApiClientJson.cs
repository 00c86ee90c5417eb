using System.Text.Json.Serialization;

namespace Cabinet.Application.Security.Clients;

// What is stored by a later release and means more than this one knows must not be read as if it meant less.
[JsonSerializable(typeof(ApiClient))]
[JsonSourceGenerationOptions(
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
internal sealed partial class ApiClientJson : JsonSerializerContext;
