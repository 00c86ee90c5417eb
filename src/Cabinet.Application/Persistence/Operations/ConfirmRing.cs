using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Says that a node works with the key ring of this revision.</summary>
/// <remarks>Refused with <see cref="Refusal.NodeGone"/>. A lower revision than it confirmed before changes nothing.</remarks>
/// <param name="Node">The node.</param>
/// <param name="Revision">The highest revision among the versions that it has loaded.</param>
public sealed record ConfirmRing(NodeId Node, long Revision) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
