using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Moves a claimed job, with its payload, journal and errors, into the dead-letter queue.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.StaleEpoch"/> unless the job is running under exactly this lease. The error joins
/// the job's kept errors, and its time is the dead letter's. The unique key is free from then on.
/// </remarks>
/// <param name="Lease">The claim.</param>
/// <param name="Reason">Why it isn't tried again.</param>
/// <param name="Error">The last error.</param>
public sealed record DeadLetterJob(JobLease Lease, DeadLetterReason Reason, JobErrorRecord Error) : WriteOperation
{
    /// <summary>
    /// What groups it with others that failed alike (<see cref="FailureCause"/>); the front replaces it by a keyed digest.
    /// </summary>
    public string? Cause { get; init; }

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.Of(Error.Message);
}
