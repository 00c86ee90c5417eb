using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Announces a node.</summary>
/// <remarks>Refused with <see cref="Refusal.DuplicateId"/>.</remarks>
/// <param name="Node">The node, with its first heartbeat.</param>
public sealed record RegisterNode(NodeRecord Node) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
