using System.Text.Json.Serialization;

namespace Cabinet.Application.Pipelines;

/// <summary>The stored form of a stage's state.</summary>
internal sealed record StageStateDocument
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("started")]
    public bool Started { get; init; }

    [JsonPropertyName("open")]
    public string[] Open { get; init; } = [];

    [JsonPropertyName("dead")]
    public string[] DeadLettered { get; init; } = [];

    [JsonPropertyName("succeeded")]
    public int Succeeded { get; init; }

    [JsonPropertyName("degraded")]
    public int Degraded { get; init; }

    [JsonPropertyName("discarded")]
    public int Discarded { get; init; }

    [JsonPropertyName("outputKeys")]
    public string[] OutputKeys { get; init; } = [];

    [JsonPropertyName("outputs")]
    public byte[][] Outputs { get; init; } = [];
}
