using System.Text.Json.Serialization;

namespace Cabinet.Bench.Reports;

[JsonSerializable(typeof(JsonLine))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class JsonLineContext : JsonSerializerContext;
