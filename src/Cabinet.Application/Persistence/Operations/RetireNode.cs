using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>
/// Takes a node that stops by itself off the list; what it still holds becomes available, unsuspected.
/// </summary>
/// <remarks>
/// Refused with <see cref="Refusal.NodeGone"/>. The epoch of each job that it still held grows, no attempt is counted,
/// and deaths alone stay as they are; its leases are free.
/// </remarks>
/// <param name="Node">Which.</param>
public sealed record RetireNode(NodeId Node) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
