using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Takes or keeps the lease on a background task for a node; it lasts while the node lives or until released.</summary>
/// <remarks>Refused with <see cref="Refusal.LeaseHeld"/>, or with <see cref="Refusal.NodeGone"/>.</remarks>
/// <param name="BackgroundTask">The task's name.</param>
/// <param name="Node">Who takes it.</param>
public sealed record TakeLease(string BackgroundTask, NodeId Node) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
