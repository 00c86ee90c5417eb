using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Closes a batch, so that it ends with its last member; one without unfinished members ends now.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.BatchNotFound"/>. Closing it again changes nothing.
/// </remarks>
/// <param name="Batch">The batch.</param>
/// <param name="At">Now (UTC).</param>
/// <param name="Cancels">Whether it is cancelled with this: then not even its members may add to it.</param>
public sealed record CloseBatch(BatchId Batch, DateTimeOffset At, bool Cancels = false) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
