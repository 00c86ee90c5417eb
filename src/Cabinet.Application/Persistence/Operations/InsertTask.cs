using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Inserts a task.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.DuplicateId"/>, and then with <see cref="Refusal.IdempotencyKeyTaken"/> when another
/// task holds its idempotency key.
/// </remarks>
/// <param name="Task">The task, at version 1.</param>
public sealed record InsertTask(TaskRecord Task) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => new(Task.State, Task.Label);
}
