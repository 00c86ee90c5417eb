using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Inserts a job: available, or scheduled when its due time lies after its creation time.</summary>
/// <remarks>Refused with <see cref="Refusal.DuplicateId"/> or <see cref="Refusal.UniqueKeyTaken"/>.</remarks>
/// <param name="Job">The job.</param>
/// <param name="OnConflict">What happens when its unique key is taken.</param>
public sealed record EnqueueJob(NewJob Job, UniqueConflict OnConflict = UniqueConflict.Reject) : WriteOperation;
