using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Replaces the state of a task.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.TaskNotFound"/>, or with <see cref="Refusal.TaskChanged"/> unless the stored
/// version is one below <c>Task.Version</c>. Only state, status, version and the time of its end change.
/// </remarks>
/// <param name="Task">The task at its next version.</param>
public sealed record UpdateTask(TaskRecord Task) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => new(Task.State, Task.Label);
}
