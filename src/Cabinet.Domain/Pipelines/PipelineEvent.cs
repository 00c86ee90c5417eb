using System.Collections.Immutable;
using Cabinet.Domain.Names;

namespace Cabinet.Domain.Pipelines;

/// <summary>What can happen to a task.</summary>
public abstract record PipelineEvent
{
    private PipelineEvent()
    {
    }

    /// <summary>A job succeeded.</summary>
    /// <param name="Stage">Its stage.</param>
    /// <param name="Item">Its item.</param>
    /// <param name="Outputs">What it hands on: one job of each next stage for each output. Not interpreted.</param>
    /// <param name="Degraded">Whether a fallback served it.</param>
    public sealed record Succeeded(
        StageName Stage, ItemKey Item, ImmutableArray<ReadOnlyMemory<byte>> Outputs, bool Degraded) : PipelineEvent;

    /// <summary>A job went to the dead-letter queue.</summary>
    /// <param name="Stage">Its stage.</param>
    /// <param name="Item">Its item.</param>
    public sealed record DeadLettered(StageName Stage, ItemKey Item) : PipelineEvent;

    /// <summary>A dead-lettered job was put back into its queue.</summary>
    /// <param name="Stage">Its stage.</param>
    /// <param name="Item">Its item.</param>
    public sealed record Redriven(StageName Stage, ItemKey Item) : PipelineEvent;

    /// <summary>A dead-lettered job was discarded.</summary>
    /// <param name="Stage">Its stage.</param>
    /// <param name="Item">Its item.</param>
    public sealed record Discarded(StageName Stage, ItemKey Item) : PipelineEvent;

    /// <summary>A job was cancelled, by itself or with its task.</summary>
    /// <param name="Stage">Its stage.</param>
    /// <param name="Item">Its item.</param>
    public sealed record JobCancelled(StageName Stage, ItemKey Item) : PipelineEvent;

    /// <summary>Somebody cancelled the task.</summary>
    public sealed record CancelRequested : PipelineEvent;
}
