using System.Text.Json.Serialization;

namespace Cabinet.Application.Pipelines;

/// <summary>The stored form of a pipeline's state. Members are only ever added, never renamed.</summary>
internal sealed record PipelineStateDocument
{
    [JsonPropertyName("status")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Status { get; init; }

    [JsonPropertyName("stages")]
    public required StageStateDocument[] Stages { get; init; }
}
