using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Tells a batch what the write set does to a member of it; stands behind the operation that does it.</summary>
/// <remarks>
/// Never refused: a batch that isn't there any more counts nothing. What it leads to is in the same commit: the callbacks
/// that <see cref="BatchRule"/> releases become available, and <see cref="CommitResult.Committed.ReleasedCallbacks"/> says
/// so. A driver may add up what many write sets of one physical commit tell a batch.
/// </remarks>
/// <param name="Batch">The batch.</param>
/// <param name="Change">What happened to the member.</param>
/// <param name="At">Now (UTC).</param>
public sealed record CountBatch(BatchId Batch, BatchChange Change, DateTimeOffset At) : WriteOperation
{
    /// <summary>
    /// Counts only when this job isn't in the hot table at this point of the write set: for a <see cref="CancelJob"/>
    /// right before it, which ends a waiting job at once and only marks a running one.
    /// </summary>
    public JobId? UnlessLive { get; init; }

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
