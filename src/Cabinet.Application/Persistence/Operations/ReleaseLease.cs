using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Records the result of a background task's run and releases its lease.</summary>
/// <remarks>Refused with <see cref="Refusal.LeaseHeld"/> unless this node holds the lease.</remarks>
/// <param name="Node">Who held it.</param>
/// <param name="Result">What an operator sees; its name says which task.</param>
public sealed record ReleaseLease(NodeId Node, BackgroundResult Result) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
