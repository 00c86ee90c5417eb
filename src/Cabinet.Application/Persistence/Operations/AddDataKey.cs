using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Keeps a wrapped data key.</summary>
/// <remarks>Refused with <see cref="Refusal.DuplicateId"/>.</remarks>
/// <param name="Key">The data key; its content is sealed.</param>
public sealed record AddDataKey(DataKeyRecord Key) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(Key.Wrapped);
}
