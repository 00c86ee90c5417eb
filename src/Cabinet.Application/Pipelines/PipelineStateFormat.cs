using System.Collections.Immutable;
using System.Text.Json;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Tasks;

namespace Cabinet.Application.Pipelines;

/// <summary>Writes and reads a pipeline's state as UTF-8 JSON.</summary>
public static class PipelineStateFormat
{
    /// <summary>Writes a state.</summary>
    public static byte[] Write(PipelineState state) => JsonSerializer.SerializeToUtf8Bytes(
        new PipelineStateDocument
        {
            Status = (int)state.Status,
            Stages = [.. state.Stages.Select(Write)],
        },
        PipelineStateJson.Default.PipelineStateDocument);

    /// <summary>Reads a state and brings it into the order of the definition.</summary>
    /// <remarks>
    /// A stage that the definition has gained since is taken as empty; one that it has lost is dropped when nothing of
    /// it is open.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The definition lost a stage that still has open or held items.</exception>
    public static PipelineState Read(ReadOnlySpan<byte> json, PipelineDefinition definition)
    {
        var document = JsonSerializer.Deserialize(json, PipelineStateJson.Default.PipelineStateDocument)!;
        var stored = document.Stages.Select(Read).ToDictionary(stage => stage.Name);
        foreach (var lost in stored.Values.Where(stage =>
            definition.Find(stage.Name) is null && !(stage.Open.IsEmpty && stage.DeadLettered.IsEmpty)))
        {
            throw new InvalidOperationException(
                $"A task of pipeline '{definition.Name}' has jobs in stage '{lost.Name}', which this release doesn't know. "
                + "Let such tasks finish before the stage is removed.");
        }

        return new PipelineState
        {
            Status = (TaskState)document.Status,
            Stages = [.. definition.Stages.Select(stage =>
                stored.GetValueOrDefault(stage.Name) ?? new StageState { Name = stage.Name })],
        };
    }

    private static StageStateDocument Write(StageState stage) => new()
    {
        Name = stage.Name.Value,
        Started = stage.Started,
        Open = [.. stage.Open.Select(item => item.Path)],
        DeadLettered = [.. stage.DeadLettered.Select(item => item.Path)],
        Succeeded = stage.Succeeded,
        Degraded = stage.Degraded,
        Discarded = stage.Discarded,
        OutputKeys = [.. stage.Outputs.Keys.Select(item => item.Path)],
        Outputs = [.. stage.Outputs.Values.Select(output => output.ToArray())],
    };

    private static StageState Read(StageStateDocument stage) => new()
    {
        Name = new StageName(stage.Name),
        Started = stage.Started,
        Open = [.. stage.Open.Select(ItemKey.FromPath)],
        DeadLettered = [.. stage.DeadLettered.Select(ItemKey.FromPath)],
        Succeeded = stage.Succeeded,
        Degraded = stage.Degraded,
        Discarded = stage.Discarded,
        Outputs = stage.OutputKeys
            .Zip(stage.Outputs, (key, output) => KeyValuePair.Create(ItemKey.FromPath(key), (ReadOnlyMemory<byte>)output))
            .ToImmutableSortedDictionary(),
    };
}
