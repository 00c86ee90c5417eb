using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Inserts a job: available, or scheduled when its due time lies after its creation time.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.DuplicateId"/> when a job with this id is in the hot table or the dead-letter queue,
/// and then with <see cref="Refusal.UniqueKeyTaken"/> when another live job holds its unique key.
/// </remarks>
/// <param name="Job">The job.</param>
/// <param name="OnConflict">What happens when its unique key is taken.</param>
public sealed record EnqueueJob(NewJob Job, UniqueConflict OnConflict = UniqueConflict.Reject) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(Job.Payload);
}
