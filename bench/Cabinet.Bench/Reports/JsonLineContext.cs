using System.Text.Json.Serialization;

namespace Cabinet.Bench.Reports;

[JsonSerializable(typeof(ConditionsLine))]
[JsonSerializable(typeof(JsonLine))]
[JsonSerializable(typeof(PeerLine))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class JsonLineContext : JsonSerializerContext;
