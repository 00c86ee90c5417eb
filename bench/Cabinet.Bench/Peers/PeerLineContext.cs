using System.Text.Json.Serialization;

namespace Cabinet.Bench.Peers;

[JsonSerializable(typeof(PeerFigure))]
[JsonSerializable(typeof(PeerFigureValue))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
internal sealed partial class PeerLineContext : JsonSerializerContext;
