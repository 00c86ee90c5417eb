using System.Text.Json.Serialization;

namespace Cabinet.Client;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TaskRequest))]
[JsonSerializable(typeof(SubmittedTask))]
[JsonSerializable(typeof(TaskInformation))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class ClientJson : JsonSerializerContext;
