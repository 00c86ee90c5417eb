using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Moves a node's heartbeat on, and with it the lease on everything that the node has claimed.</summary>
/// <remarks>Refused with <see cref="Refusal.NodeGone"/>.</remarks>
/// <param name="Node">Which.</param>
/// <param name="Beat">Larger than the stored one.</param>
public sealed record RenewNode(NodeId Node, long Beat) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
