using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Batches;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Makes an empty, open batch. Its callbacks are enqueued in the same write set, held.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.DuplicateId"/> when there is a batch with this id. A callback is an
/// <see cref="EnqueueJob"/> with the id that <see cref="BatchRule.CallbackId"/> derives, due at
/// <see cref="BatchRule.HeldUntil"/>; the operation that fails or ends the batch makes it available in the same commit, or
/// deletes it when that can't happen any more.
/// </remarks>
/// <param name="Batch">The batch; its progress isn't looked at.</param>
public sealed record InsertBatch(BatchRecord Batch) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
