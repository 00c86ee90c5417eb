using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Pauses or resumes a queue, on every node: once it is committed, no claim gives jobs of a paused queue.</summary>
/// <remarks>What runs goes on. Nothing is refused: a paused queue may be paused again.</remarks>
/// <param name="Queue">Which; it need not have any jobs yet.</param>
/// <param name="IsPaused">False resumes it.</param>
public sealed record PauseQueue(QueueName Queue, bool IsPaused) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
