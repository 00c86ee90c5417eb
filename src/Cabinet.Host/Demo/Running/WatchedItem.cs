using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Tasks;

namespace Cabinet.Host.Demo.Running;

/// <summary>One submitted file and where its task stands, as far as the watch has seen.</summary>
internal sealed class WatchedItem(Submission submission)
{
    /// <summary>The file and its task.</summary>
    public Submission Submission { get; } = submission;

    /// <summary>The stages of its task; null before it was looked at.</summary>
    public PipelineState? State { get; set; }

    /// <summary>Whether nothing moves any more: completed, failed, cancelled, or held up by dead letters.</summary>
    public bool IsSettled => State is { Status: not TaskState.Running };

    /// <summary>Whether a job of it is in the dead-letter queue.</summary>
    public bool HasDeadLetters => State is { } state && state.Stages.Any(stage => !stage.DeadLettered.IsEmpty);
}
