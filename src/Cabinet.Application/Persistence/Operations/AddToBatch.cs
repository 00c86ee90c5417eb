using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Says that the write set enqueues so many new members of a batch.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.BatchNotFound"/>, or with <see cref="Refusal.BatchClosed"/> when the batch takes no more.
/// A member is an <see cref="EnqueueJob"/> with the batch's reference and without <see cref="UniqueConflict.Keep"/>.
/// </remarks>
/// <param name="Batch">The batch.</param>
/// <param name="Count">How many, 1 or more.</param>
/// <param name="FromMember">Whether a running member adds them: then a closed batch takes them, too.</param>
public sealed record AddToBatch(BatchId Batch, long Count, bool FromMember) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
