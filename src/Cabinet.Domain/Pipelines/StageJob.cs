using System.Collections.Immutable;

namespace Cabinet.Domain.Pipelines;

/// <summary>A job that a transition calls for.</summary>
/// <param name="Stage">Its stage.</param>
/// <param name="Item">Its item.</param>
/// <param name="Inputs">One input, or for a join all outputs of the stages before it, in order.</param>
public sealed record StageJob(StageDefinition Stage, ItemKey Item, ImmutableArray<ReadOnlyMemory<byte>> Inputs);
