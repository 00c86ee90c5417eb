using System.Text.Json.Serialization;

namespace Cabinet.Application.Pipelines;

[JsonSerializable(typeof(PipelineStateDocument))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class PipelineStateJson : JsonSerializerContext;
