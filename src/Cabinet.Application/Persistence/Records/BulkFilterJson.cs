using System.Text.Json.Serialization;

namespace Cabinet.Application.Persistence.Records;

[JsonSerializable(typeof(BulkFilter))]
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
internal sealed partial class BulkFilterJson : JsonSerializerContext;
